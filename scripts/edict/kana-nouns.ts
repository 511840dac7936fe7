import { HAN, HIRAGANA } from '../../src/language/kana.ts';
import { groupWords } from '../../src/language/words.ts';
import type { MecabAnalyzer } from '../../src/morphemes/analyzer.ts';
import type { Entry } from './entries.ts';
import type { Rarity } from './usage.ts';

/** Shorter ones are made of particles too easily. */
const SHORTEST = 3;
const LONGEST_LOAN = 8;
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

/** A part of so few kana is mostly none: イン|バウンド, ビス|トロ. */
const SHORT_PART = 2;

/** Plants and animals by their Latin names, which few texts have. */
const SPECIES = /\([A-Z][a-z]+ [a-z]+/;

/** Where such nouns stand: what is known of their neighbours decides whether the analyser has them as a whole. */
const PLACES = ['その_が', '_を'];

/**
 * Nouns in katakana that the analyser takes apart into what they are not made of, and those of actions, of which する
 * would take the last part only (アップ|ロードする): `katakana, the same`.
 */
export function loanLines(
  entries: readonly Entry[],
  analyzer: MecabAnalyzer,
  isKnown: (written: string) => boolean,
): string[] {
  const nouns = entries.filter(({ written, irregular, senses }) => {
    const isLoan = !irregular && /^[ァ-ヺー]+$/.test(written) && written.length <= LONGEST_LOAN && !isKnown(written);
    if (!isLoan || !senses[0]!.parts.some((part) => /^(?:n|adj-)/.test(part)) || senses.every(({ old }) => old))
      return false;
    if (SPECIES.test(senses[0]!.glosses.join())) return false;
    const isAction = senses[0]!.parts.some((part) => part.startsWith('vs'));
    return PLACES.some((place) => {
      const first = place.indexOf('_');
      const parts = analyzer
        .analyze(place.replace('_', written))
        .filter(({ start, end }) => start >= first && end <= first + written.length);
      const isSplit = parts.length > 1 && parts.length <= 3;
      return isSplit && (isAction || parts.some(({ surface }) => surface.length <= SHORT_PART));
    });
  });
  return [...new Set(nouns.map(({ written }) => `${written}\t${written}`))];
}

/** Whether a reader is shown several words in kana, and no verb with its endings: しない is する, and not 市内. */
function isTakenApart(kana: string, analyzer: MecabAnalyzer): boolean {
  const text = `${kana}が`;
  return groupWords(text, analyzer.analyze(text)).filter(({ start }) => start < kana.length).length > 1;
}
