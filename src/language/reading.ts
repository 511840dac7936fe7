import type { Morpheme, Span } from '../morphemes/morpheme.ts';
import { readingInContext } from './context.ts';
import { goesOn } from './emoji.ts';
import { furigana, type Ruby } from './furigana.ts';
import { KATAKANA, toHiragana, UNREAD } from './kana.ts';
import { meantReading } from './misread.ts';
import { noLexicon, type Lexicon } from './lexicon.ts';
import type { Morphemes } from './morphemes.ts';
import { ownCompound } from './own-compounds.ts';
import { isOldCompound } from './old-kanji.ts';
import type { ReaderWord } from './reader-word.ts';

/** How a word is read, as it is shown to a reader. */
export interface ShownReading {
  /** Hiragana of the whole word; null where the writing says it, or nobody can tell. */
  readonly reading: string | null;
  /** Where it stands over the text. */
  readonly rubies: readonly Ruby[];
}

/** Readings that are known from elsewhere. */
export interface KnownReadings {
  /** The page's own ruby, over stretches of the text: it is right where ours may not be. */
  readonly given: readonly Ruby[];
  readonly lexicon: Lexicon;
  /** Readings of morphemes that are written as others are, by index; null where it cannot be told. */
  readonly chosen: ReadonlyMap<number, string | null>;
}

export const nothingKnown: KnownReadings = { given: [], lexicon: noLexicon, chosen: new Map() };

/** The reading of a word in its text. */
export function readWord(
  text: string,
  word: ReaderWord,
  morphemes: Morphemes,
  { given, lexicon, chosen }: KnownReadings,
): ShownReading {
  const asGiven = readAsGiven(text, word, given);
  if (asGiven) return /\d/.test(asGiven.reading?.normalize('NFKC') ?? '') ? withDigits(asGiven, word) : asGiven;
  if (word.own) {
    // Of a sign that is several characters (㈠) all but one stand over nothing.
    const rubies = word.own.rubies.filter(({ start, end }) => end > start);
    return { reading: rubies.length > 0 ? word.own.aloud : null, rubies };
  }
  const written = text.slice(word.start, word.end);
  if (!UNREAD.test(written)) return { reading: null, rubies: [] };
  const rubies: Ruby[] = [];
  let reading: string | null = '';
  let index = word.first;
  for (let stem = word.stem; stem > word.first + 1 && index === word.first; stem--) {
    const { end } = morphemes[stem - 1]!;
    const whole = ownCompound(text.slice(word.start, end)) ?? lexicon.compound(text.slice(word.start, end));
    if (whole === null) continue;
    rubies.push(...furigana(text.slice(word.start, end), whole, word.start));
    reading = whole;
    index = stem;
  }
  if (index < word.stem && isOldCompound(morphemes, index, word.stem)) {
    reading = null;
    index = word.stem;
  }
  for (; index < word.last; index++) {
    if (goesOn(morphemes, index)) continue;
    const morpheme = morphemes[index]!;
    const part = text.slice(morpheme.start, morpheme.end);
    const read =
      morpheme.surface === '々' ? repeatReading(morphemes[index - 1]) : readMorpheme(text, morphemes, index, chosen);
    if (read === null) reading = null;
    else {
      if (reading !== null) reading += read;
      if (morpheme.surface === '々') rubies.push({ start: morpheme.start, end: morpheme.end, text: read });
      else rubies.push(...furigana(part, read, morpheme.start));
    }
  }
  return { reading, rubies };
}

/** What grammar says, else what the model says, else what the dictionary says; null where nobody can tell. */
function readMorpheme(
  text: string,
  morphemes: Morphemes,
  index: number,
  chosen: KnownReadings['chosen'],
): string | null {
  const { start, end, reading } = morphemes[index]!;
  const told = readingInContext(text, morphemes, index);
  if (told !== undefined) return told;
  if (chosen.has(index)) return chosen.get(index)!;
  const written = text.slice(start, end);
  if (reading !== null) return meantReading(morphemes[index]!, toHiragana(reading));
  return UNREAD.test(written) ? null : toHiragana(written);
}

/** 々 repeats the kanji before it; where its sound may change on the way, nobody can tell. */
function repeatReading(before: Morpheme | null | undefined): string | null {
  if (!before?.reading || Array.from(before.surface).length !== 1) return null;
  const mayChange = /^[カキクケコサシスセソタチツテトハヒフヘホ]/.test(before.reading);
  return mayChange || !KATAKANA.test(before.reading) ? null : toHiragana(before.reading);
}

/** A number of which the page reads the counter alone: all of it, where it is read so (8日, か), and else nothing. */
function withDigits({ rubies }: ShownReading, { own }: ReaderWord): ShownReading {
  const ends = own?.aloud.endsWith(toHiragana(rubies.at(-1)!.text)) ?? false;
  return { reading: ends ? own!.aloud : null, rubies };
}

/** A word with the page's own ruby over it; a reading only where all its kanji have one. Null where there is none. */
export function readAsGiven(text: string, word: Span, all: readonly Ruby[]): ShownReading | null {
  const given = all.filter(({ start, end }) => start < word.end && end > word.start);
  if (given.length === 0) return null;
  let reading = '';
  let at = word.start;
  let whole = true;
  const plain = (end: number) => {
    const part = text.slice(at, end);
    if (UNREAD.test(part)) whole = false;
    reading += toHiragana(part);
  };
  for (const { start, end, text: ruby } of given) {
    if (start < word.start || end > word.end) whole = false;
    plain(Math.max(at, start));
    reading += toHiragana(ruby);
    at = end;
  }
  plain(Math.max(at, word.end));
  return { reading: whole ? reading : null, rubies: given };
}
