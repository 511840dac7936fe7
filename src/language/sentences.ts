import type { Span } from '../morphemes/morpheme.ts';
import { characterBefore, characterStart } from '../morphemes/pairs.ts';
import { CLOSING, OPENING } from './brackets.ts';

const ENDS = '。．！？!?‼⁇⁈⁉…';
/** A quotation left open this long was never one. */
const LONGEST_QUOTATION = 400;

/**
 * The sentences of a text, without the white space between them. A full stop ends one with what closes around it; not
 * inside brackets and quotation marks that close later on the line (彼は「明日は雨だ。」と言った。), nor where a particle shows that
 * it belongs to a name (モーニング娘。は) or it stands in the middle of one (Yahoo!知恵袋). A line break always ends one.
 */
export function sentencesOf(text: string): Span[] {
  const sentences: Span[] = [];
  let start = 0;
  const close = (end: number) => {
    const written = text.slice(start, end);
    const [before, after] = [written.length - written.trimStart().length, written.trimEnd().length];
    if (after > before) sentences.push({ start: start + before, end: start + after });
    start = end;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\n' || character === '\r') close(at + 1);
    else if (OPENING.includes(character)) at = quotationEnd(text, at) ?? at;
    const closes = at > 0 && CLOSING.includes(text.charAt(at)) && ENDS.includes(text.charAt(at - 1));
    if (!ENDS.includes(text.charAt(at)) && !closes) continue;
    let end = at + 1;
    while (end < text.length && (ENDS + CLOSING).includes(text.charAt(end))) end++;
    if (!trailsOff(text, at, end) && !goesOn(text, at, end)) close(end);
    at = end - 1;
  }
  close(text.length);
  return sentences;
}

/**
 * UTF-16 units before a limit that the last sentence is looked for in, and behind it that may tell that a sentence goes
 * on.
 */
const [BEFORE_LIMIT, BEHIND_LIMIT] = [1_000, 20];

/**
 * How much of a text to take where no more than `limit` UTF-16 units can be: up to the end of the last sentence that
 * fits, with the white space behind it; where none does, as much as fits, but never half of a surrogate pair.
 */
export function lengthWithin(text: string, limit: number): number {
  if (text.length <= limit) return text.length;
  const from = Math.max(0, limit - BEFORE_LIMIT);
  const read = text.slice(from, limit + BEHIND_LIMIT);
  const ended = sentencesOf(read).filter(
    ({ start, end }, i, { length }) => from + end <= limit && (i < length - 1 || endsSentence(read.slice(start, end))),
  );
  const last = ended.at(-1);
  if (last) {
    const end = from + last.end;
    return Math.min(limit, end + /^\s*/.exec(text.slice(end, limit))![0].length);
  }
  return characterStart(text, limit);
}

/** Whether a sentence has its full stop, as against one that was cut off, or a heading. */
export function endsSentence(sentence: string): boolean {
  let end = sentence.length;
  while (end > 0 && CLOSING.includes(sentence.charAt(end - 1))) end--;
  return end > 0 && ENDS.includes(sentence.charAt(end - 1));
}

/** Where what opens at `at` is closed on the same line; null where it is not. */
function quotationEnd(text: string, at: number): number | null {
  const open: string[] = [];
  for (let i = at; i < Math.min(text.length, at + LONGEST_QUOTATION) && !/[\n\r]/.test(text.charAt(i)); i++) {
    const character = text.charAt(i);
    if (OPENING.includes(character)) open.push(CLOSING.charAt(OPENING.indexOf(character)));
    else if (character === open.at(-1)) {
      open.pop();
      if (open.length === 0) return i;
    }
  }
  return null;
}

/**
 * The sentence of `sentences` that each of the ascending `offsets` is in, or comes after, as an index; -1 before the
 * first.
 */
export function sentenceIndexes(sentences: readonly Span[], offsets: readonly number[]): number[] {
  let index = -1;
  return offsets.map((offset) => {
    while (index + 1 < sentences.length && sentences[index + 1]!.start <= offset) index++;
    return index;
  });
}

/** Dots end a sentence only where a space or nothing follows: 僕は……君が好きだ。 */
function trailsOff(text: string, at: number, end: number): boolean {
  return /^…+$/.test(text.slice(at, end)) && /^\S/.test(text.slice(end));
}

/** What carries a sentence on behind its quotation: 「……。」と言った; or behind a name that ends in a full stop. */
const GOES_ON =
  /^(?:と(?!ころ|はいえ|にかく|もかく|いう(?:こと|わけ)で)|って|など|は(?![いあ])|が(?![ん、])|を|に(?!ゃ)|の(?!ち|で)|も(?![うし])|で(?![もす]|は[、,])|へ|や(?![はっ])|から|まで)/;

/** The same behind a quotation only: 「……。」、と 「……。」だった */
const GOES_ON_QUOTED = /^(?:[、，,]|だ(?![かが])|です|でし|であ|なの|なん|らし|よう|みたい|が、)/;

function goesOn(text: string, at: number, end: number): boolean {
  const rest = text.slice(end, end + 8);
  if (/[!?]/.test(text.charAt(at)) && /[A-Za-z]/.test(text.charAt(at - 1))) return end === at + 1 && /^\S/.test(rest);
  const closed = end > at + 1 && CLOSING.includes(text.charAt(end - 1));
  const quoted = closed || CLOSING.includes(text.charAt(at));
  if (quoted) return GOES_ON.test(rest) || GOES_ON_QUOTED.test(rest);
  return text.charAt(at) === '。' && /[ァ-ヺー\p{Script=Han}]/u.test(characterBefore(text, at)) && GOES_ON.test(rest);
}
