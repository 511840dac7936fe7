import type { Span } from '../morphemes/morpheme.ts';
import { type MappedText, SpanMapper } from '../morphemes/normalization.ts';
import { characterAt, characterBefore } from '../morphemes/pairs.ts';
import { TokenizerError } from './errors.ts';
import { MAX_ADDED_TOKENS, MAX_TOKEN } from './limits.ts';
import { endWithout, PYTHON_SPACE, startWithout, WHITE_SPACE } from './spaces.ts';

/** A token that stands for itself wherever it is written: a special one, or one that was added to a vocabulary. */
export interface AddedToken {
  readonly content: string;
  /** Whether it is no text; else it is a word like others of the vocabulary. */
  readonly special: boolean;
  /** Whether it takes white space before or behind it along. */
  readonly lstrip: boolean;
  readonly rstrip: boolean;
  /** Whether it is one only between spaces. */
  readonly alone: boolean;
  /** Whether it is left as it is where the text around it is lower-cased. */
  readonly kept: boolean;
}

/** @throws TokenizerError for more tokens than may be looked for in every text, or longer ones. */
export function checkTokens(contents: readonly string[]): void {
  if (contents.length > MAX_ADDED_TOKENS)
    throw new TokenizerError(
      'invalid-config',
      `The tokenizer has ${contents.length} special and added tokens; at most ${MAX_ADDED_TOKENS} are taken.`,
    );
  const long = contents.find(({ length }) => length > MAX_TOKEN);
  if (long !== undefined)
    throw new TokenizerError(
      'invalid-config',
      `A special or added token has ${long.length} characters; at most ${MAX_TOKEN} are taken.`,
    );
}

/** How texts are cut at tokens. */
export interface Cutting {
  readonly tokens: readonly AddedToken[];
  /** Whether text is lower-cased first. */
  readonly lower: boolean;
  /**
   * Whether what stands alone is told by the letters beside it, as huggingface/tokenizers does; else by spaces, as
   * transformers' own classes do.
   */
  readonly byLetters: boolean;
}

/** What a token takes along: white space as Rust has it, or Python. */
export const spaceOf = ({ byLetters }: Cutting): RegExp => (byLetters ? WHITE_SPACE : PYTHON_SPACE);

/** A part of a text: a token by its content, or what is between tokens. */
export interface TextPart extends Span {
  readonly token: string | null;
}

/**
 * Cuts texts at the tokens that are written in them, before anything else happens to what is between.
 * Sources: PreTrainedTokenizer.tokenize of transformers 4.57.1, AddedVocabulary of huggingface/tokenizers 0.22.2.
 */
export function createCutter(cutting: Cutting): (text: string) => TextPart[] {
  const { tokens, lower, byLetters } = cutting;
  const space = spaceOf(cutting);
  const byContent = new Map(tokens.map((token) => [token.content, token]));
  byContent.delete('');
  const any = patternOfAny(byContent.keys());
  const kept = patternOfAny(tokens.filter((token) => token.kept).map(({ content }) => content));
  return (text) => {
    const source = lower ? lowerAround(text, kept) : { text, starts: null, ends: null };
    const places = new SpanMapper(source);
    const parts: { start: number; end: number; token: string | null }[] = [];
    let at = 0;
    for (const { index, 0: token } of source.text.matchAll(any)) {
      const { start, end } = places.span(index, index + token.length);
      if (byLetters && byContent.get(token)!.alone && !isAlone(text, start, end)) continue;
      parts.push({ start: at, end: start, token: null }, { start, end, token });
      at = end;
    }
    parts.push({ start: at, end: text.length, token: null });
    const filled = parts.filter(({ start, end }) => end > start);
    for (const [i, part] of filled.entries()) {
      const flags = part.token === null ? undefined : byContent.get(part.token);
      if (!flags) continue;
      const [left, right] = [filled[i - 1], filled[i + 1]];
      const before = left ? text.slice(left.start, left.end) : '';
      const behind = right ? text.slice(right.start, right.end) : '';
      if (right && flags.rstrip) right.start += startWithout(space, behind);
      if (left && flags.lstrip) left.end = left.start + endWithout(space, before);
      if (byLetters || !flags.alone) continue;
      // What stands beside it and is no space takes it up.
      if (left && /[^ ]$/.test(before)) [left.end, left.token, part.start] = [part.end, null, part.end];
      else if (right && /^[^ ]/.test(behind)) [right.start, right.token, part.end] = [part.start, null, part.start];
    }
    return filled.filter(({ start, end }) => end > start);
  };
}

/** Each character in lower case, but for the tokens that keep theirs. */
function lowerAround(text: string, kept: RegExp): MappedText {
  if (text.toLowerCase() === text) return { text, starts: null, ends: null };
  let result = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const add = (units: string, start: number, end: number) => {
    result += units;
    for (let i = 0; i < units.length; i++) {
      starts.push(start);
      ends.push(end);
    }
  };
  let at = 0;
  const lower = (to: number) => {
    for (const character of text.slice(at, to)) add(character.toLowerCase(), at, (at += character.length));
  };
  for (const { index, 0: token } of text.matchAll(kept)) {
    lower(index);
    for (const unit of token.split('')) add(unit, at, ++at);
  }
  lower(text.length);
  return { text: result, starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

const LETTER = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_C}]/u;

/** Whether no letter, digit or underscore is beside [start, end). */
export const isAlone = (text: string, start: number, end: number): boolean =>
  !LETTER.test(characterBefore(text, start)) && !LETTER.test(characterAt(text, end));

/** Any of these texts, the longest at a place; nothing where there are none. */
export const patternOfAny = (texts: Iterable<string>): RegExp => {
  const longestFirst = [...new Set(texts)].sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|') || '(?!)', 'g');
};
