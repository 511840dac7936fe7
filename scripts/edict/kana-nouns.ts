import { HAN, HIRAGANA } from '../../src/language/kana.ts';
import { groupWords } from '../../src/language/words.ts';
import type { MecabAnalyzer } from '../../src/morphemes/analyzer.ts';
import type { Entry } from './entries.ts';
import type { Rarity } from './usage.ts';

/** Shorter ones are made of particles too easily. */
const SHORTEST = 3;
/** Of words that are rarer, hardly any stand in texts for those who read kana only. */
const RAREST = 10_000;

/** Nouns that the analyser takes apart where they are in kana (し|ごと, がっ|こう): `kana, the same`. */
export function kanaNounLines(entries: readonly Entry[], analyzer: MecabAnalyzer, rarity: Rarity): string[] {
  const nouns = entries.filter(
    ({ written, reading, irregular, common, senses }) =>
      common &&
      !irregular &&
      HAN.test(written) &&
      HIRAGANA.test(reading) &&
      reading.length >= SHORTEST &&
      senses[0]!.parts.some((part) => /^(?:n|pn|adj-na)/.test(part)) &&
      rarity(written, reading) < RAREST &&
      isTakenApart(reading, analyzer),
  );
  return [...new Set(nouns.map(({ reading }) => `${reading}\t${reading}`))];
}

/** Whether a reader is shown several words in kana, and no verb with its endings: しない is する, and not 市内. */
function isTakenApart(kana: string, analyzer: MecabAnalyzer): boolean {
  const text = `${kana}が`;
  return groupWords(text, analyzer.analyze(text)).filter(({ start }) => start < kana.length).length > 1;
}
