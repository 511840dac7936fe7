import type { Span } from '../morphemes/morpheme.ts';
import { askedAt } from './asked.ts';
import { bracketedReadings } from './bracketed.ts';
import { casualWordAt } from './casual.ts';
import { classOf } from './classes.ts';
import { compoundAt } from './compounds.ts';
import { characterEnd } from './emoji.ts';
import { expressionAt } from './expressions.ts';
import { isIpadic } from './forms.ts';
import type { Ruby } from './furigana.ts';
import { kanaNounEnd, unlikelyVerbEnd } from './kana-nouns.ts';
import { kanaWordAt } from './kana-words.ts';
import { HAN } from './kana.ts';
import { kansaiAt } from './kansai.ts';
import { katakanaAdjectiveAt } from './katakana-adjectives.ts';
import { politeWordAt } from './keigo.ts';
import { noLexicon, type Lexicon } from './lexicon.ts';
import { loanVerbAt } from './loan-verbs.ts';
import { meantVerbAt } from './meant-verbs.ts';
import { adjacentAt, type Morphemes } from './morphemes.ts';
import { plainNoun } from './noun-endings.ts';
import { numberAt, tenMinutesAt } from './numbers.ts';
import { orderAt } from './orders.ts';
import { wordOfPart, type Beginning } from './parts-of-speech.ts';
import type { ReaderWord, WordParts } from './reader-word.ts';
import { dayAt } from './short-names.ts';
import { stutterAt } from './stutters.ts';
import { isFull } from './uses.ts';

/**
 * Groups morphemes into words: 食べ|させ|られ|なかっ|た is one, and so are 勉強|し|ます, 静か|な, 三|本 and 大谷|さん.
 * Dictionaries whose columns are not IPADIC's give a word for each morpheme, but for UniDic's numbers.
 * @param given The page's own rubies.
 */
export function groupWords(
  text: string,
  morphemes: Morphemes,
  lexicon: Lexicon = noLexicon,
  given: readonly Ruby[] = [],
): ReaderWord[] {
  const before: ReaderWord[] = [];
  const bracketed = bracketedReadings(text, morphemes);
  for (let first = 0; first < morphemes.length; first = before.at(-1)!.last) {
    const morpheme = morphemes[first];
    if (!morpheme) {
      // A blank has no morpheme and so no place here: `readText` knows where it is.
      const last = first + 1;
      before.push({ first, last, stem: last, class: 'other', base: '', forms: [], own: null, start: 0, end: 0 });
      continue;
    }
    const next = adjacentAt(morphemes, first + 1);
    const base = morpheme.baseForm ?? morpheme.surface;
    const single: WordParts = { last: first + 1, stem: first + 1, class: classOf(morpheme), base, forms: [] };
    const here: Beginning = { text, morphemes, before, lexicon, first, morpheme, next, single };
    const parts = drawnAt(here) ?? bracketedAt(here, bracketed) ?? partsAt(here, given);
    before.push({ own: null, ...parts, first, start: morpheme.start, end: morphemes[parts.last - 1]!.end });
  }
  return before;
}

/** Morphemes that are drawn as one character. */
function drawnAt({ text, morphemes, first, morpheme, single }: Beginning): WordParts | null {
  const last = characterEnd(morphemes, first);
  if (last === first + 1) return null;
  // A kanji is the same word in another shape.
  if (HAN.test(morpheme.surface)) return { ...single, last };
  return { last, stem: last, class: 'symbol', base: text.slice(morpheme.start, morphemes[last - 1]!.end), forms: [] };
}

/** A reading in brackets, which is one word whatever the analyser makes of it. */
function bracketedAt(
  { text, morphemes, first, morpheme }: Beginning,
  readings: ReadonlyMap<number, Span>,
): WordParts | null {
  const reading = readings.get(morpheme.start);
  if (!reading) return null;
  let last = first + 1;
  while (morphemes[last] && morphemes[last - 1]!.end < reading.end) last++;
  if (last === first + 1 || morphemes[last - 1]!.end !== reading.end) return null;
  return { last, stem: last, class: 'other', base: text.slice(reading.start, reading.end), forms: [] };
}

function partsAt(here: Beginning, given: readonly Ruby[]): WordParts {
  const { text, morphemes, before, lexicon, first, morpheme, single } = here;
  if (!isIpadic(morpheme)) {
    const counted = morpheme.tagset === 'unidic' ? numberAt(text, morphemes, first, before) : null;
    return counted ? { ...counted, stem: counted.last, class: 'number', forms: [] } : single;
  }
  return (
    mistakenAt(here) ??
    kanaNounAt(here) ??
    compoundAt(text, morphemes, first, lexicon) ??
    numberWordAt(here, given) ??
    wordOfPart(here)
  );
}

/** Set phrases, and what the analyser takes for other words. */
const mistakenAt = ({ text, morphemes, first }: Beginning): WordParts | null =>
  stutterAt(text, morphemes, first) ??
  expressionAt(morphemes, first) ??
  politeWordAt(morphemes, first) ??
  loanVerbAt(morphemes, first) ??
  katakanaAdjectiveAt(morphemes, first) ??
  casualWordAt(morphemes, first) ??
  kansaiAt(morphemes, first) ??
  meantVerbAt(morphemes, first) ??
  orderAt(morphemes, first) ??
  kanaWordAt(morphemes, first) ??
  askedAt(morphemes, first) ??
  dayAt(text, morphemes, first);

function kanaNounAt({ text, morphemes, lexicon, first }: Beginning): WordParts | null {
  const end =
    kanaNounEnd(text, morphemes, first, (kana) => lexicon.compound(kana) === kana) ?? unlikelyVerbEnd(morphemes, first);
  return end === null ? null : plainNoun(morphemes, first, end);
}

function numberWordAt(
  { text, morphemes, before, first, morpheme, single }: Beginning,
  given: readonly Ruby[],
): WordParts | null {
  const minutes = tenMinutesAt(text, morphemes, first, given);
  if (minutes) return { ...single, class: 'number', own: minutes };
  const counted = numberAt(text, morphemes, first, before);
  if (!counted) return null;
  const kind = isFull(text, { ...morpheme, end: morphemes[counted.last - 1]!.end }) ? 'adverb' : 'number';
  return { ...counted, stem: counted.last, class: kind, forms: [] };
}
