import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../scripts/edict/entries.ts';
import { glossLines } from '../../../scripts/edict/glosses.ts';
import { nameOrigins } from '../../../scripts/edict/origins.ts';

describe('where a word comes from', () => {
  it.each([
    ['part-time job (ger: Arbeit)', 'part-time job (from German Arbeit)'],
    ['bread (por:)', 'bread (from Portuguese)'],
    ['coffee (eng: coffee, dut: koffie)', 'coffee (from Dutch koffie)'],
    ['turn signal (eng: winker)', 'turn signal (from English winker)'],
    ['cancellation (eng: cancel)', 'cancellation'],
    ['ice pop (wasei: ice candy)', 'ice pop (Japanese coinage: ice candy)'],
    ['(ksb:) useless', '(Kansai dialect) useless'],
    ['friend (fre: ami, amie)', 'friend (from French ami, amie)'],
    ['repeat of a deuce (in tennis, etc.) (xyz: again)', 'repeat of a deuce (in tennis, etc.)'],
  ])('is said of %s in words', (gloss, said) => expect(nameOrigins(gloss)).toBe(said));
});

it('says what words that are read alike mean once', () => {
  const entry = (written: string): Entry => ({
    written,
    reading: 'あて',
    common: true,
    irregular: false,
    kanjiOnly: false,
    senses: [{ parts: ['n'], glosses: ['aim'], kana: true, old: false }],
  });
  const lines = glossLines(
    ['当て', '宛'].map(entry),
    { isKnown: (written) => written === 'あて', isUsual: () => false },
    () => 1,
  );
  expect(lines).toContain('あて\t\tn:aim');
});
