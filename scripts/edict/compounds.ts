import type { MecabAnalyzer } from '../../src/morphemes/analyzer.ts';
import { HAN, HIRAGANA, toHiragana } from '../../src/language/kana.ts';
import { expressionMeanings } from '../../src/language/expressions.ts';
import { readText } from '../../src/language/read.ts';
import type { Lexicon } from '../../src/language/lexicon.ts';
import { groupWords } from '../../src/language/words.ts';
import type { Entry } from './entries.ts';

/** EDICT's common reading is not how these are read today. */
const OTHERWISE = new Set(['真逆', '酒店', '製鉄所']);
/** Longer ones are phrases. */
const LONGEST = 8;
/** And longer ones with kanji, made of what is usual, say what they are. */
const LONGEST_WITH_KANJI = 6;

/**
 * Words that are several morphemes to the analyser, and that EDICT reads otherwise than their parts (砂利道 is じゃりみち and
 * not じゃりどう): `written, reading`. Only where EDICT has one reading, or one that is common.
 */
export function compoundLines(entries: readonly Entry[], analyzer: MecabAnalyzer): string[] {
  const readings = new Map<string, { readonly all: Set<string>; readonly common: Set<string> }>();
  for (const { written, reading, irregular, common, senses } of entries) {
    if (
      irregular ||
      !HAN.test(written) ||
      written.length > LONGEST ||
      /[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]/u.test(written)
    )
      continue;
    const nouns = senses.some(({ parts }) => parts.some((part) => /^(?:n|pn|adj-n|adv)/.test(part)));
    if (!nouns) continue;
    const known = readings.get(written) ?? { all: new Set(), common: new Set() };
    readings.set(written, known);
    known.all.add(toHiragana(reading));
    if (common) known.common.add(toHiragana(reading));
  }
  const lines: string[] = [];
  for (const [written, { all, common }] of readings) {
    const known = common.size === 1 ? common : all;
    const [reading] = known;
    if (
      known.size === 1 &&
      !OTHERWISE.has(written) &&
      [written, `その${written}が`].some((text) => isMisread(text, written, reading!, analyzer))
    )
      lines.push(`${written}\t${reading}`);
  }
  return lines.sort();
}

const KATAKANA = /^[ァ-ヺー]+[るい]?$/;

/**
 * Whether a reader is shown `written` as one word, though it is none of IPADIC's, and may well meet it: it is short and
 * made of what the vocabulary has. The bounds keep the pack at about 1.7 MB with brotli.
 * @param ranks Places of words in a vocabulary that begins with the most frequent.
 */
export function isUsualWord(
  written: string,
  analyzer: MecabAnalyzer,
  lexicon: Lexicon,
  ranks: ReadonlyMap<string, number>,
): boolean {
  // What is polite is looked up without お, where more is said of it.
  if (/^[おご御]/.test(written) || written.length > (HAN.test(written) ? LONGEST_WITH_KANJI : LONGEST)) return false;
  // What the table of set phrases tells needs no line.
  if (expressionMeanings(written)) return false;
  return [written, `その${written}が`].some((text) => {
    const start = text.indexOf(written);
    const morphemes = analyzer.analyze(text);
    const word = groupWords(text, morphemes, lexicon).find((one) => one.start === start);
    // A number and its counter are no word of their own (二着 is no runner-up), and no more are names.
    if (word?.base !== written || word.class === 'number' || word.class === 'name') return false;
    const own = morphemes.slice(word.first, word.last).map(({ surface }) => ranks.get(surface) ?? Infinity);
    const isShort = written.length < 4 && (KATAKANA.test(written) || Math.min(...own) < 1_000);
    const isLoan = lexicon.compound(written) === written;
    return HIRAGANA.test(written) || isShort || isLoan || Math.max(...own) < ranks.size;
  });
}

/** Whether `written` is several nouns where it stands in `text`, and read otherwise than it should be. */
function isMisread(text: string, written: string, reading: string, analyzer: MecabAnalyzer): boolean {
  const start = text.indexOf(written);
  const end = start + written.length;
  const all = analyzer.analyze(text);
  const morphemes = all.filter((morpheme) => morpheme.start >= start && morpheme.end <= end);
  const isWhole = morphemes[0]?.start === start && morphemes.at(-1)?.end === end;
  const isNominal = morphemes.every(
    ({ partOfSpeech: [coarse], surface }) => coarse === '名詞' || coarse === '接頭詞' || surface === '々',
  );
  if (!isWhole || !isNominal || morphemes.length < 2 || morphemes.length > 3) return false;
  const own = readText(
    text,
    all.map((morpheme) => ({ start: morpheme.start, end: morpheme.end, morpheme })),
  ).filter((word) => word.start >= start && word.end <= end);
  if (own.some((word) => word.class === 'number')) return false;
  return own.map((word) => word.reading ?? toHiragana(text.slice(word.start, word.end))).join('') !== reading;
}
