import type { MecabAnalyzer } from '../../src/morphemes/analyzer.ts';
import { HAN, toHiragana } from '../../src/language/kana.ts';
import { readText } from '../../src/language/read.ts';
import type { Entry } from './entries.ts';

/** Longer ones are phrases. */
const LONGEST = 8;

/**
 * Words that are several morphemes to the analyser, and that EDICT reads otherwise than their parts (砂利道 is じゃりみち and not じゃりどう): `written, reading`.
 * Only where EDICT has one reading.
 */
export function compoundLines(entries: readonly Entry[], analyzer: MecabAnalyzer): string[] {
  const readings = new Map<string, Set<string>>();
  for (const { written, reading, irregular, senses } of entries) {
    if (
      irregular ||
      !HAN.test(written) ||
      written.length > LONGEST ||
      /[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]/u.test(written)
    )
      continue;
    const nouns = senses.some(({ parts }) => parts.some((part) => /^(?:n|adj-n|adv)/.test(part)));
    if (!nouns) continue;
    const known = readings.get(written) ?? new Set();
    readings.set(written, known.add(toHiragana(reading)));
  }
  const lines: string[] = [];
  for (const [written, known] of readings) {
    const morphemes = analyzer.analyze(written);
    if (known.size !== 1 || morphemes.length < 2 || morphemes.length > 3) continue;
    if (
      !morphemes.every(
        ({ partOfSpeech: [coarse], surface }) => coarse === '名詞' || coarse === '接頭詞' || surface === '々',
      )
    )
      continue;
    const [reading] = known;
    const own = readText(
      written,
      morphemes.map((morpheme) => ({ start: morpheme.start, end: morpheme.end, morpheme })),
    );
    if (own.some((word) => word.class === 'number')) continue;
    if (own.map((word) => word.reading ?? toHiragana(written.slice(word.start, word.end))).join('') !== reading)
      lines.push(`${written}\t${reading}`);
  }
  return lines.sort();
}
