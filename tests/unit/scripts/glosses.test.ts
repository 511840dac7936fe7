import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEdict, type Entry } from '../../../scripts/edict/entries.ts';
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
    senses: [{ parts: ['n'], glosses: ['aim'], registers: [], kana: true, old: false }],
  });
  const lines = glossLines(
    ['当て', '宛'].map(entry),
    { isKnown: (written) => written === 'あて', isUsual: () => false, isKanaNoun: () => false },
    () => 1,
  );
  expect(lines).toContain('あて\t\tn:aim');
});

it('says who says a word to whom', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'anaume-edict-'));
  await writeFile(
    join(folder, 'edict'),
    'EDICT/\nmairu /(v5r,vi) (1) (hum) (uk) to go/to come/(v5r,vi) (2) to be defeated/(med) to die/\nkisama /(pn) (sens) (derog) you/\n',
  );
  const [mairu, kisama] = readEdict(join(folder, 'edict'));
  await rm(folder, { recursive: true });
  expect(mairu).toMatchObject({
    senses: [
      { glosses: ['to go', 'to come'], registers: ['humble'], kana: true },
      { glosses: ['to be defeated', 'to die'], registers: [] },
    ],
  });
  const every = { isKnown: () => true, isUsual: () => true, isKanaNoun: () => false };
  expect(glossLines([mairu!, kisama!], every, () => 1)).toEqual([
    'kisama\t\to:(may offend, derogatory) you',
    'mairu\t\tv:(humble) to go; to come|v:to be defeated; to die',
  ]);
});

it('keeps what denies a gloss', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'anaume-edict-'));
  await writeFile(
    join(folder, 'edict'),
    'EDICT/\nkesshite /(adv) (not) ever/(not) by any means (said to stress that it is never so)/\nrokuni /(adv) (uk) (not) well/(im)properly/\n',
  );
  const entries = readEdict(join(folder, 'edict'));
  await rm(folder, { recursive: true });
  const every = { isKnown: () => true, isUsual: () => true, isKanaNoun: () => false };
  expect(glossLines(entries, every, () => 1)).toEqual([
    'kesshite\t\td:(not) ever; (not) by any means',
    'rokuni\t\td:(not) well; (im)properly',
  ]);
});
