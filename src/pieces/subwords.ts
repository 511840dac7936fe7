import { PYTHON_SPACE } from './spaces.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A piece of a word: UTF-16 offsets into the word. */
export interface Subword {
  readonly piece: string;
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** transformers' WordpieceTokenizer.max_input_chars_per_word, in characters. */
const MAX_CHARACTERS = 100;

/**
 * Greedy longest match from the left; a word that does not come out whole is one [UNK]. transformers'
 * WordpieceTokenizer.
 */
export function wordPieces(word: string, vocabulary: Vocabulary): Subword[] {
  const whole = vocabulary.idInFile(word);
  if (whole !== undefined && !PYTHON_SPACE.test(word) && word.length <= MAX_CHARACTERS)
    return [{ piece: word, id: whole, start: 0, end: word.length }];
  const subwords: Subword[] = [];
  for (let start = 0; start < word.length;) {
    if (PYTHON_SPACE.test(word.charAt(start))) {
      start++;
      continue;
    }
    let end = start;
    while (end < word.length && !PYTHON_SPACE.test(word.charAt(end))) end++;
    appendPieces(word, start, end, vocabulary, subwords);
    start = end;
  }
  return subwords;
}

function appendPieces(word: string, from: number, to: number, vocabulary: Vocabulary, subwords: Subword[]): void {
  const first = subwords.length;
  const unknown = () => {
    subwords.length = first;
    subwords.push({
      piece: vocabulary.pieces[vocabulary.ids.unk] as string,
      id: vocabulary.ids.unk,
      start: from,
      end: to,
    });
  };
  if (to - from > MAX_CHARACTERS && Array.from(word.slice(from, to)).length > MAX_CHARACTERS) return unknown();
  for (let start = from; start < to;) {
    let end = to;
    for (; end > start; end--) {
      // A surrogate pair is one character.
      if (end < to && isLow(word.charCodeAt(end)) && isHigh(word.charCodeAt(end - 1))) continue;
      const piece = start > from ? `##${word.slice(start, end)}` : word.slice(start, end);
      const id = vocabulary.idInFile(piece);
      if (id === undefined) continue;
      subwords.push({ piece, id, start, end });
      break;
    }
    if (end === start) return unknown();
    start = end;
  }
}

/**
 * Each character by itself, [UNK] where the vocabulary lacks it. transformers' CharacterTokenizer, on normalised text.
 */
export function characters(word: string, vocabulary: Vocabulary): Subword[] {
  const subwords: Subword[] = [];
  let start = 0;
  for (const character of word) {
    const id = vocabulary.idInFile(character);
    const end = start + character.length;
    subwords.push(
      id === undefined
        ? { piece: vocabulary.pieces[vocabulary.ids.unk] as string, id: vocabulary.ids.unk, start, end }
        : { piece: character, id, start, end },
    );
    start = end;
  }
  return subwords;
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
