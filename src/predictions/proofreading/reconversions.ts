import { kanjiOf, toHiragana, UNREAD } from '../../language/kana.ts';
import type { Lexicon, Morpheme, Span } from '../../morphemes/morpheme.ts';
import type { Word } from '../../pieces/encoding.ts';
import { latticeGain } from './lattice.ts';
import type { Material, Proposal } from './proposal.ts';

/** Neighbouring words that are read as one. */
const LONGEST_SPAN = 3;
/** Kana of a reading that is converted anew. */
const LONGEST_READING = 8;
/** Kana that follow a word with kanji: endings and particles. */
const LONGEST_TAIL = 4;
/** The most common words of a reading that are looked at, and those of two that stand together. */
const PER_READING = 24;
const PER_PART = 8;
/** Two words for which the dictionary speaks most. */
const PAIRS = 32;
/** Bits that the dictionary must speak for it before the model is asked, and proposals for one span. */
const WORTH_ASKING = 0;
/** One word is likelier than two, wherever either could stand. */
const TWO_FOR_ONE = -8;
const PER_SPAN = 3;
/** Bits by which it is rarer that a phrase is divided wrongly than that one word is taken for another. */
const DIVIDED_WRONGLY = -4;

/**
 * Converted anew, and divided otherwise: words with kanji as the kana they are read as (明日に使用, 明日にしよう), or as a word
 * with kanji and kana behind it (解体, 買いたい). Of all of these the dictionary's costs choose a few.
 */
export function proposeReconversions(material: Material, places: readonly Span[]): Proposal[] {
  const { words } = material.encoding;
  return words.flatMap((_, first) => {
    const found: Proposal[] = [];
    for (let last = first + 1; last <= Math.min(first + LONGEST_SPAN, words.length); last++) {
      const span = words.slice(first, last);
      const [start, end] = [span[0]!.start, span.at(-1)!.end];
      if (span.some((word, i) => isFixed(word) || (i > 0 && word.start !== span[i - 1]!.end))) break;
      if (!places.some((place) => start < place.end && place.start < end)) continue;
      if (span.length === 1) found.push(...particles(material, span[0]!));
      found.push(...conversions(material, span));
    }
    return found;
  });
}

/** What has no reading, marks, and names, which are what they are. */
const isFixed = ({ morpheme }: Word) =>
  !morpheme?.reading || morpheme.partOfSpeech[0] === '記号' || morpheme.partOfSpeech[1] === '固有名詞';

const isNoun = ({ morpheme }: Word) => morpheme?.partOfSpeech[0] === '名詞';

function conversions({ encoding: { text }, analyzer, lexicon }: Material, span: readonly Word[]): Proposal[] {
  const reading = span.map(({ morpheme }) => morpheme!.reading!).join('');
  const { start, end } = { start: span[0]!.start, end: span.at(-1)!.end };
  const written = text.slice(start, end);
  if (!UNREAD.test(written) || reading.length < 2 || reading.length > LONGEST_READING) return [];
  const gain = latticeGain(text, { start, end }, analyzer);
  const whole = toHiragana(reading);
  const texts = new Set([whole]);
  for (let at = Math.max(1, reading.length - LONGEST_TAIL); at < reading.length; at++)
    for (const { surface } of lexicon.readAs(reading.slice(0, at)).slice(0, PER_READING))
      texts.add(surface + whole.slice(at));
  // 内または has all its kanji still as 内又は.
  const isMoreKanji = (pair: string) => [...kanjiOf(written)].every((kanji) => pair.includes(kanji));
  const pairs = new Set(pairsOf(reading, lexicon).filter((pair) => !isMoreKanji(pair)));
  for (const pair of pairs) texts.add(pair);
  texts.delete(written);
  // 云う and いう are one word, also where という is one.
  texts.delete(span.map((word) => (isNoun(word) ? word.surface : toHiragana(word.morpheme!.reading!))).join(''));
  const kanji = placesOf(span.map(({ morpheme }) => morpheme!)).filter(({ surface }) => UNREAD.test(surface));
  return [...texts]
    .map((instead) => ({ instead, bits: gain({ start, end, instead }) }))
    .filter(({ instead, bits }) => bits >= (span.length === 1 && pairs.has(instead) ? TWO_FOR_ONE : WORTH_ASKING))
    .sort((a, b) => b.bits - a.bits)
    .slice(0, PER_SPAN)
    .filter(({ instead }) => {
      const there = placesOf(
        analyzer
          .analyze(text.slice(0, start) + instead + text.slice(end))
          .filter((morpheme) => morpheme.start >= start && morpheme.end <= start + instead.length),
      );
      return !kanji.every((word) => there.some((other) => isAlike(word, other)));
    })
    .map(({ instead }): Proposal => ({ kind: 'homophone', start, end, instead, prior: DIVIDED_WRONGLY }));
}

/** Readings as two words with kanji (寄生虫, 帰省|中): the commonest. */
function pairsOf(reading: string, lexicon: Lexicon): string[] {
  const pairs: { readonly text: string; readonly cost: number }[] = [];
  const wordsOf = (part: string) =>
    lexicon
      .readAs(part)
      .filter(({ surface, partOfSpeech }) => UNREAD.test(surface) && partOfSpeech[0] !== '接頭詞')
      .slice(0, PER_PART);
  for (let at = 2; at <= reading.length - 2; at++)
    for (const head of wordsOf(reading.slice(0, at)))
      for (const tail of wordsOf(reading.slice(at)))
        pairs.push({ text: head.surface + tail.surface, cost: head.cost + tail.cost });
  return pairs
    .sort((a, b) => a.cost - b.cost)
    .slice(0, PAIRS)
    .map(({ text }) => text);
}

/** Particles that one kanji is read as: a phrase was converted to where it ends (ロビー出待つ, 会社荷行く). */
const PARTICLES: Readonly<Record<string, string>> = {
  ハ: 'は',
  ガ: 'が',
  オ: 'を',
  ニ: 'に',
  デ: 'で',
  ト: 'と',
  モ: 'も',
};
/** Bits by which that is rarer than one word taken for another. */
const RARE = -3;

/** A kanji by itself that is read as a particle is, as that particle. */
function particles({ lexicon }: Material, { surface, start, end, morpheme }: Word): Proposal[] {
  if (!/^\p{Script=Han}$/u.test(surface) || morpheme?.partOfSpeech[1] === '数') return [];
  const readings = new Set(lexicon.entries(surface).map(({ reading }) => PARTICLES[reading]));
  return [...readings].flatMap((instead) =>
    instead === undefined ? [] : [{ kind: 'homophone' as const, start, end, instead, prior: RARE }],
  );
}

/** A word, and which kana of what words in a row are read as are its own. */
interface Place extends Span {
  readonly surface: string;
  readonly part: string | undefined;
}

function placesOf(morphemes: readonly Morpheme[]): Place[] {
  let end = 0;
  return morphemes.map(({ surface, reading, partOfSpeech }) => {
    const start = end;
    end += (reading ?? surface).length;
    return { surface, start, end, part: partOfSpeech[0] };
  });
}

/** The same word in kana (居る, いる), or a homophone with kanji: those are proposed one by one. */
const isAlike = (one: Place, other: Place) =>
  one.start === other.start && one.end === other.end && (one.part === other.part || UNREAD.test(other.surface));
