import { TokenizerError } from '../errors.ts';
import { MAX_ID, MAX_PIECES } from '../limits.ts';
import { Agenda } from '../sentencepiece/bpe.ts';
import { NORMAL } from '../sentencepiece/model-file.ts';
import { ROOT, Trie } from '../sentencepiece/trie.ts';
import { unigram } from '../sentencepiece/unigram.ts';
import { type Part, stringOf } from './parts.ts';

/** A piece of a run: its id, and UTF-16 offsets into the run. */
export interface IdSegment {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** What cuts a run into pieces. */
export interface PieceModel {
  /** Ids of the pieces. */
  readonly ids: ReadonlyMap<string, number>;
  /** What stands for what no piece does; null where the file names none. */
  readonly unknown: number | null;
  split(text: string): IdSegment[];
}

/** The `model` of a tokenizer.json. Files of before 2020 leave the type out. @throws TokenizerError */
export function readModel(part: Part): PieceModel {
  switch (part.type ?? (Array.isArray(part.vocab) ? 'Unigram' : part.merges ? 'BPE' : 'WordPiece')) {
    case 'Unigram':
      return unigramModel(part);
    case 'BPE':
      return bpeModel(part);
    case 'WordPiece':
      return wordPieceModel(part);
    case 'WordLevel':
      return wordLevelModel(part);
    default:
      throw new TokenizerError(
        'unsupported',
        `tokenizer.json: ${String(part.type)} is no kind of tokenizer that is known here`,
      );
  }
}

const isId = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < MAX_ID;
const noVocabulary = (): TokenizerError =>
  new TokenizerError('invalid-vocabulary', 'tokenizer.json: there is no vocabulary in it');

/** A vocabulary that is an object of ids. */
function idsOf({ vocab }: Part): Map<string, number> {
  if (typeof vocab !== 'object' || vocab === null || Array.isArray(vocab)) throw noVocabulary();
  const ids = new Map<string, number>();
  for (const [piece, id] of Object.entries(vocab)) {
    if (!isId(id)) throw new TokenizerError('invalid-vocabulary', `tokenizer.json: ${piece} has the id ${String(id)}`);
    ids.set(piece, id);
  }
  return ids;
}

/** The ids of `<0xNN>`, by byte; null where one of them is missing. */
function byteIds(ids: ReadonlyMap<string, number>): (text: string) => number[] | null {
  const utf8 = new TextEncoder();
  const byByte = Array.from({ length: 256 }, (_, byte) =>
    ids.get(`<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`),
  );
  return (text) => {
    const found = Array.from(utf8.encode(text), (byte) => byByte[byte]);
    return found.includes(undefined) ? null : (found as number[]);
  };
}

function unigramModel(part: Part): PieceModel {
  if (!Array.isArray(part.vocab) || part.vocab.length === 0) throw noVocabulary();
  if (part.vocab.length > MAX_PIECES)
    throw new TokenizerError('invalid-vocabulary', `tokenizer.json has more than ${MAX_PIECES} pieces`);
  const pieces = part.vocab.map((entry: unknown) => {
    const [piece, score] = Array.isArray(entry) ? (entry as unknown[]) : [];
    if (typeof piece !== 'string' || typeof score !== 'number')
      throw new TokenizerError('invalid-vocabulary', 'tokenizer.json: a piece is not a string with a score');
    return [piece, score] as const;
  });
  const numbers = new Map(pieces.map(([piece], id) => [piece, id]));
  const cut = unigram({
    numbers,
    // The library sums in double precision.
    scores: Float64Array.from(pieces, ([, score]) => score),
    types: new Uint8Array(pieces.length).fill(NORMAL),
    userDefinedAt: () => 0,
  });
  const unknown = isId(part.unk_id) ? part.unk_id : null;
  const bytes = part.byte_fallback === true ? byteIds(numbers) : () => null;
  return {
    ids: numbers,
    unknown,
    split: (text) =>
      withUnknown(
        cut(text).map(({ piece, start, end }) => ({ id: piece, start, end })),
        unknown,
        (start, end) => bytes(text.slice(start, end)),
        true,
      ),
  };
}

/**
 * Puts bytes, or what is unknown, in the place of what no piece stands for (-1). @param fuse Neighbours of the latter
 * become one.
 */
function withUnknown(
  segments: readonly IdSegment[],
  unknown: number | null,
  bytes: (start: number, end: number) => number[] | null,
  fuse: boolean,
): IdSegment[] {
  const result: IdSegment[] = [];
  let after = false;
  for (const { id, start, end } of segments) {
    const own = id >= 0 ? [id] : bytes(start, end);
    if (own) for (const each of own) result.push({ id: each, start, end });
    else if (after && fuse) result.push({ ...result.pop()!, end });
    else if (unknown !== null) result.push({ id: unknown, start, end });
    after = !own && unknown !== null;
  }
  return result;
}

/** Merges neighbours by the rank of their pair, the leftmost among equals. */
function bpeModel(part: Part): PieceModel {
  const ids = idsOf(part);
  const { merges } = part;
  if (!Array.isArray(merges))
    throw new TokenizerError('invalid-vocabulary', 'tokenizer.json: there are no merges in it');
  const prefix = typeof part.continuing_subword_prefix === 'string' ? part.continuing_subword_prefix : '';
  const suffix = typeof part.end_of_word_suffix === 'string' ? part.end_of_word_suffix : '';
  const pairs = new Map<number, { readonly rank: number; readonly id: number }>();
  merges.forEach((merge: unknown, rank) => {
    const [left, right] =
      typeof merge === 'string' ? merge.split(' ') : Array.isArray(merge) ? (merge as unknown[]) : [];
    if (typeof left !== 'string' || typeof right !== 'string')
      throw new TokenizerError('invalid-vocabulary', 'tokenizer.json: a merge is no pair of pieces');
    const [a, b] = [ids.get(left), ids.get(right)];
    const id = ids.get(left + right.slice(prefix !== '' && right.startsWith(prefix) ? prefix.length : 0));
    if (a === undefined || b === undefined || id === undefined)
      throw new TokenizerError(
        'invalid-vocabulary',
        `tokenizer.json: a part of the merge ${left} ${right} is no piece`,
      );
    pairs.set(a * MAX_ID + b, { rank, id });
  });
  const unknown = typeof part.unk_token === 'string' ? (ids.get(part.unk_token) ?? null) : null;
  const bytes = part.byte_fallback === true ? byteIds(ids) : () => null;
  const symbolsOf = (text: string): IdSegment[] => {
    const symbolAt = (start: number, end: number) =>
      (start > 0 ? prefix : '') + text.slice(start, end) + (end === text.length ? suffix : '');
    const symbols: IdSegment[] = [];
    let at = 0;
    for (const { length } of text) {
      const end = at + length;
      symbols.push({ id: ids.get(symbolAt(at, end)) ?? -1, start: at, end });
      at = end;
    }
    return withUnknown(symbols, unknown, (start, end) => bytes(symbolAt(start, end)), part.fuse_unk === true);
  };
  return {
    ids,
    unknown,
    split(text) {
      const whole = part.ignore_merges === true ? ids.get(text) : undefined;
      return whole === undefined ? mergeAll(symbolsOf(text), pairs) : [{ id: whole, start: 0, end: text.length }];
    },
  };
}

function mergeAll(
  symbols: readonly IdSegment[],
  pairs: ReadonlyMap<number, { readonly rank: number; readonly id: number }>,
): IdSegment[] {
  const ids = symbols.map(({ id }) => id);
  const ends = symbols.map(({ end }) => end);
  const before = symbols.map((_, i) => i - 1);
  const after = symbols.map((_, i) => (i + 1 < symbols.length ? i + 1 : -1));
  const agenda = new Agenda();
  const consider = (left: number, right: number) => {
    if (left < 0 || right < 0) return;
    const pair = pairs.get(ids[left]! * MAX_ID + ids[right]!);
    if (pair) agenda.add({ left, right, score: -pair.rank, length: pair.id });
  };
  for (let i = 1; i < symbols.length; i++) consider(i - 1, i);
  for (let top = agenda.take(); top; top = agenda.take()) {
    const { left, right, length: id } = top;
    // One of them has become another meanwhile.
    if (after[left] !== right || pairs.get(ids[left]! * MAX_ID + ids[right]!)?.id !== id) continue;
    ids[left] = id;
    ends[left] = ends[right]!;
    after[left] = after[right]!;
    after[right] = -2;
    if (after[left] >= 0) before[after[left]] = left;
    consider(before[left]!, left);
    consider(left, after[left]);
  }
  const merged: IdSegment[] = [];
  for (let i = symbols.length > 0 ? 0 : -1; i >= 0; i = after[i]!)
    merged.push({ id: ids[i]!, start: symbols[i]!.start, end: ends[i]! });
  return merged;
}

/** The longest piece from the left; a word that does not come out whole is unknown. */
function wordPieceModel(part: Part): PieceModel {
  const ids = idsOf(part);
  const unknown = ids.get(stringOf(part, 'unk_token')) ?? null;
  const prefix = typeof part.continuing_subword_prefix === 'string' ? part.continuing_subword_prefix : '##';
  const most = typeof part.max_input_chars_per_word === 'number' ? part.max_input_chars_per_word : 100;
  const trie = new Trie(ids);
  const continuing = trie.after(prefix);
  return {
    ids,
    unknown,
    split(text) {
      const whole = unknown === null ? [] : [{ id: unknown, start: 0, end: text.length }];
      if (text.length > most && Array.from(text).length > most) return whole;
      const found: IdSegment[] = [];
      for (let start = 0; start < text.length;) {
        const from = start === 0 ? ROOT : continuing;
        const piece = from < 0 ? null : trie.longestMatch(text, start, from);
        if (!piece) return whole;
        found.push({ id: piece.number, start, end: piece.end });
        start = piece.end;
      }
      return found;
    },
  };
}

function wordLevelModel(part: Part): PieceModel {
  const ids = idsOf(part);
  const unknown = ids.get(stringOf(part, 'unk_token')) ?? null;
  return {
    ids,
    unknown,
    split(text) {
      const id = ids.get(text) ?? unknown;
      return id === null || text === '' ? [] : [{ id, start: 0, end: text.length }];
    },
  };
}
