import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../../src/morphemes/analyzer.ts';
import { toHiragana } from '../../../src/language/kana.ts';
import { Meanings } from '../../../src/language/meanings.ts';
import { readText } from '../../../src/language/read.ts';
import { SortedLines } from '../../../src/language/sorted-lines.ts';

const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url));
const lines = new SortedLines(file('models/edict/readings.txt').toString('utf8'));
const lexicon = {
  compound: (written: string) => lines.of(written)[0]?.[0] || null,
  potential: (base: string) => lines.of(base)[0]?.[1] ?? null,
};

describe('readings.tsv', () => {
  const analyzer = createAnalyzer(file('models/ipadic/ipadic.pack'));
  const rows = file('tests/unit/language/readings.tsv')
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('\t') as [text: string, stretch: string, reading: string]);

  /** Whether a stretch is read as it should be, with what its words have around it. */
  const isRight = ([text, stretch, reading]: (typeof rows)[number]): boolean => {
    const start = text.indexOf(stretch);
    const end = start + stretch.length;
    const units = analyzer.analyze(text, { normalize: true }).map((morpheme) => ({
      start: morpheme.start,
      end: morpheme.end,
      morpheme,
    }));
    const own = readText(text, units, { lexicon }).filter((word) => word.start < end && word.end > start);
    const shown = own.map((word) => word.reading ?? toHiragana(text.slice(word.start, word.end))).join('');
    return reading.split('|').some((one) => {
      const [before, after] = [text.slice(own[0]!.start, start), text.slice(end, own.at(-1)!.end)].map(toHiragana);
      return shown === one || shown === before + one + after || (/^\d+$/.test(before!) && shown.endsWith(one));
    });
  };

  it('is read right in nine of ten stretches without the model', () => {
    const wrong = rows.filter((row) => !isRight(row)).map(([text]) => text);
    expect(rows).toHaveLength(134);
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(13);
  });
});

describe('meanings', () => {
  const meanings = new Meanings(file('models/edict/glosses.txt').toString('utf8'));
  const of = (base: string, kind: 'noun' | 'verb' | 'adjective' | 'particle', reading: string | null = null) =>
    meanings.of({ base, reading, class: kind })[0];

  it.each([
    ['食べる', 'verb', null, 'to eat'],
    ['辛い', 'adjective', 'からい', 'spicy'],
    ['辛い', 'adjective', 'つらい', 'painful'],
    ['勉強する', 'verb', 'べんきょうする', 'study'],
    ['は', 'particle', null, 'topic marker'],
  ] as const)('%s (%s, %s) is %s', (base, kind, reading, gloss) => expect(of(base, kind, reading)).toContain(gloss));

  it('are none for what no dictionary has', () => expect(of('ほげほげ', 'noun')).toBeUndefined());
});

describe('sorted lines', () => {
  const sorted = new SortedLines('a\t1\na\t2\nab\t3\nc\t4');
  it.each([
    ['a', [['1'], ['2']]],
    ['ab', [['3']]],
    ['c', [['4']]],
    ['', []],
    ['b', []],
    ['d', []],
  ])('%j', (key, values) => expect(sorted.of(key)).toEqual(values));
});
