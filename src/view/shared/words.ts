import { hasBracket } from '../../language/cut-text.ts';
import type { WordClass } from '../../language/names.ts';
import type { Analysis, MorphemeMessage, PieceMessage, Stretch, WordMessage } from '../../protocol/analysis.ts';
import { offeredBlanks } from './offered.ts';
import { rubyParts, type RubyPart } from './ruby.ts';
import { hueOf, type Hue } from './part-of-speech.ts';

/** A morpheme as it arrived, with what drawing it takes: all of that follows from the analysis it is part of. */
export interface DrawnWord extends MorphemeMessage {
  /** Index into `Analysis.morphemes`. */
  readonly index: number;
  /** As the user selected it. */
  readonly text: string;
  /** The same with the readings that stand over it. */
  readonly parts: readonly RubyPart[];
  /** Hiragana; null where the writing says it, or nobody can tell. */
  readonly shownReading: string | null;
  /** What a reader calls a word: this morpheme with those that belong to it. */
  readonly whole: WordMessage;
  readonly wholeText: string;
  /**
   * Where one reading stands over several morphemes (一人), one emoji or sign is several, these are drawn and blanked as
   * one; null for all others.
   */
  readonly joint: Joint | null;
  readonly hue: Hue;
  /** What it is to a reader, where furigana in brackets take its word apart: as that word is. Null for all others. */
  readonly apart: WordClass | null;
  /** The base form; null where it is the surface itself. */
  readonly dictionaryForm: string | null;
  /** In no dictionary; marks and digits need not be. */
  readonly markedUnknown: boolean;
  /** It may be meant as a blank: drawn as one, and one where the reader says so. */
  readonly offered: boolean;
  readonly pieces: readonly PieceMessage[];
  /** The model reads [UNK] for at least one piece. */
  readonly unreadable: boolean;
  /** What stands between the word before and this one: a line break, a space, or nothing. */
  readonly before: 'line' | 'space' | 'none';
}

/** The index of the word that covers an offset of the text, or of the first one behind it. */
export const wordAt = (words: readonly DrawnWord[], offset: number): number =>
  words.find(({ end }) => end > offset)?.index ?? 0;

/** Morphemes that are drawn as one word. */
export interface Joint {
  readonly indexes: readonly number[];
  readonly text: string;
  readonly parts: readonly RubyPart[];
}

/** Whether a morpheme has a place of its own: those that are drawn as one stand where the first of them does. */
export const isDrawn = ({ index, joint }: DrawnWord): boolean => joint === null || joint.indexes[0] === index;

/** The morphemes of an analysis as they are drawn, in the order of the text. */
export function toDrawnWords({ text, morphemes, pieces, words }: Analysis): DrawnWord[] {
  let previous = 0;
  const wholes = words.flatMap((whole) => {
    const joints = jointsOf(whole, text, morphemes);
    const apart = hasBracket(text, whole) ? whole.class : null;
    return Array.from({ length: whole.last - whole.first }, (_, i) => ({
      whole,
      apart,
      joint: joints.find(({ indexes }) => indexes.includes(whole.first + i)) ?? null,
    }));
  });
  const offers = jointsAt(offeredBlanks(text), text, morphemes);
  const squeezed = jointsAt(squeezedIn(morphemes), text, morphemes);
  return morphemes.map((morpheme, index) => {
    const offer = offers.get(index);
    const gap = text.slice(previous, morpheme.start);
    previous = morpheme.end;
    const word = toWord(morpheme, index, text, gap, pieces, wholes[index]!);
    if (offer && !word.blank) return { ...word, joint: offer, offered: true };
    return squeezed.has(index) ? { ...word, joint: squeezed.get(index)! } : word;
  });
}

function toWord(
  morpheme: MorphemeMessage,
  index: number,
  text: string,
  gap: string,
  pieces: readonly PieceMessage[],
  { whole, apart, joint }: Pick<DrawnWord, 'whole' | 'apart' | 'joint'>,
): DrawnWord {
  const { start, end, surface, baseForm, known, firstPiece, pieceCount } = morpheme;
  const own = pieces.slice(firstPiece, firstPiece + pieceCount);
  const parts = rubyParts(text, start, end, whole.rubies);
  const hue = hueOf(morpheme.class);
  return {
    ...morpheme,
    index,
    text: text.slice(start, end),
    parts,
    shownReading: parts.some(({ ruby }) => ruby !== null)
      ? parts.map(({ ruby, text: own }) => ruby ?? own).join('')
      : null,
    whole,
    wholeText: text.slice(whole.start, whole.end),
    joint,
    hue,
    apart,
    dictionaryForm: baseForm === surface ? null : baseForm,
    markedUnknown: !known && hue !== 'symbol' && !/^\p{N}+$/u.test(surface),
    offered: false,
    pieces: own,
    unreadable: own.some(({ unknown }) => unknown),
    before: /[\n\r\u2028\u2029]/.test(gap) ? 'line' : gap === '' ? 'none' : 'space',
  };
}

/** Where what was written as one character is several morphemes: of ℃ (°C) the second has nothing left to show. */
const squeezedIn = (morphemes: readonly MorphemeMessage[]): Stretch[] =>
  morphemes.flatMap(({ start, end }, index) =>
    start === end && index > 0 ? [{ start: morphemes.findLast((one) => one.start < start)?.start ?? 0, end }] : [],
  );

/** The morphemes of each place, drawn as one, by their indexes. */
function jointsAt(places: readonly Stretch[], text: string, morphemes: readonly MorphemeMessage[]): Map<number, Joint> {
  const joints = new Map<number, Joint>();
  for (const { start, end } of places) {
    const indexes = morphemes.flatMap((one, index) => (one.start >= start && one.end <= end ? [index] : []));
    const written = text.slice(start, end);
    const joint = { indexes, text: written, parts: [{ text: written, ruby: null }] };
    if (morphemes[indexes[0] ?? -1]?.start === start && morphemes[indexes.at(-1)!]!.end === end)
      for (const index of indexes) joints.set(index, joint);
  }
  return joints;
}

/** What of a word is drawn as one: the morphemes that a reading stands over together, or all of a sign. */
function jointsOf(
  { first, last, rubies, class: kind, ...word }: WordMessage,
  text: string,
  morphemes: readonly MorphemeMessage[],
): Joint[] {
  const own = morphemes.slice(first, last);
  // A word of several marks is an emoji made of several.
  const over = (kind === 'symbol' ? [word] : rubies).filter((one) =>
    own.some(({ end }) => one.start < end && end < one.end),
  );
  return over.map((one) => {
    const indexes = own.flatMap(({ start, end }, i) => (start < one.end && end > one.start ? [first + i] : []));
    const { start } = morphemes[indexes[0]!]!;
    const { end } = morphemes[indexes.at(-1)!]!;
    return { indexes, text: text.slice(start, end), parts: rubyParts(text, start, end, rubies) };
  });
}
