import { addSpecialTokens, type Encoding, type Tokenizer } from '../pieces/encoding.ts';
import { CONTEXT_POSITIONS } from './masks.ts';
import type { MaskedInput, MaskedLanguageModel, RunOptions } from './model.ts';
import { windowAround } from './window.ts';

/**
 * Which pieces are hidden while one is scored: itself and the later pieces of its word (`within-word`: Kauf and Ivanova
 * 2023, "A Better Way to Do Masked Language Model Scoring", PLL-word-l2r: words of many pieces are no longer easy to
 * guess from their own ends), or itself alone (`single`: Salazar et al. 2020, "Masked Language Model Scoring").
 */
export type Masking = 'within-word' | 'single';

export interface ScoreOptions extends RunOptions {
  /** `within-word` when absent. */
  readonly masking?: Masking;
  /**
   * Score several words in one pass, this many words apart, instead of one at a time. Faster by about as much as a
   * sentence has words per pass; each word then sees its context with a few distant gaps. At least 2; exact when
   * absent.
   */
  readonly apart?: number;
  /**
   * The first word scored, as an index into `Encoding.words`: those before it are context. All are scored when absent.
   */
  readonly from?: number;
}

export interface PieceScore {
  readonly piece: string;
  readonly id: number;
  readonly start: number;
  readonly end: number;
  /** Index into `Encoding.words`. */
  readonly word: number;
  /** Whether it stands for a space alone, and is no part of its word. */
  readonly isSpace: boolean;
  /** Natural logarithm of the probability of this piece where it stands. */
  readonly logprob: number;
}

export interface Score {
  /** Pseudo-log-likelihood: sum of the pieces' log probabilities, in nats. */
  readonly pll: number;
  readonly pieces: PieceScore[];
}

/** One input and the pieces it scores. */
interface Pass {
  readonly hidden: Set<number>;
  readonly scored: number[];
}

/**
 * Scores every piece of a text by masking it, those that stand for a space alone among them. Blanks and [MASK]s in the
 * text are not scored. Text longer than the context is scored in windows around each word.
 */
export async function scoreText(
  encoding: Encoding,
  tokenizer: Tokenizer,
  model: MaskedLanguageModel,
  options: ScoreOptions = {},
): Promise<Score> {
  const logprobs = await scorePieces(encoding, tokenizer, model, options);
  const pieces = encoding.pieces.flatMap(({ piece, id, start, end, word }, index) => {
    const logprob = logprobs.get(index);
    if (logprob === undefined) return [];
    const { firstPiece, pieceCount } = encoding.words[word]!;
    const isSpace = index < firstPiece || index >= firstPiece + pieceCount;
    return [{ piece, id, start, end, word, isSpace, logprob }];
  });
  return { pll: pieces.reduce((sum, { logprob }) => sum + logprob, 0), pieces };
}

/** Log probabilities by pieces, as indexes into `Encoding.pieces`. */
async function scorePieces(
  encoding: Encoding,
  tokenizer: Tokenizer,
  model: MaskedLanguageModel,
  options: ScoreOptions,
): Promise<Map<number, number>> {
  const { masking = 'within-word', apart, from = 0, ...run } = options;
  const passes = passesFor(encoding, tokenizer, masking, apart, from);
  const { mask } = tokenizer.ids;
  const limit = Math.min(model.maxPositions, Math.max(CONTEXT_POSITIONS, 2)) - 2;
  const inputs: MaskedInput[] = [];
  const scored: number[][] = [];
  for (const pass of passes) {
    for (const part of byWindow(encoding, pass, limit)) {
      const ids = encoding.pieces
        .slice(part.from, part.to)
        .map(({ id }, i) => (pass.hidden.has(part.from + i) ? mask : id));
      inputs.push({
        ids: Int32Array.from(addSpecialTokens(ids, tokenizer.ids)),
        positions: Int32Array.from(part.scored, (index) => index - part.from + 1),
      });
      scored.push(part.scored);
    }
  }
  const targets = scored.map((indexes) => Int32Array.from(indexes, (index) => encoding.pieces[index]!.id));
  const logs = await model.logProbabilities(inputs, targets, run);
  const logprobs = new Map<number, number>();
  scored.forEach((indexes, i) => indexes.forEach((index, p) => logprobs.set(index, logs[i]![p]!)));
  return logprobs;
}

/**
 * How surprising each word is, in nats: the sum over its pieces of minus log probability, spaces left out. Null for
 * words that are not scored.
 */
export async function surprisals(
  encoding: Encoding,
  tokenizer: Tokenizer,
  model: MaskedLanguageModel,
  options: ScoreOptions = {},
): Promise<(number | null)[]> {
  const logprobs = await scorePieces(encoding, tokenizer, model, options);
  return encoding.words.map(({ firstPiece, pieceCount }) => {
    let nats: number | null = null;
    for (let index = firstPiece; index < firstPiece + pieceCount; index++) {
      const logprob = logprobs.get(index);
      if (logprob !== undefined) nats = (nats ?? 0) - logprob;
    }
    return nats;
  });
}

/** The pieces that are scored with a word, [first, last): its own, and spaces beside it. */
function piecesWith({ words, pieces }: Encoding, word: number): { readonly first: number; readonly last: number } {
  let first = words[word]!.firstPiece;
  let last = first + words[word]!.pieceCount;
  while (pieces[first - 1]?.word === word) first--;
  while (pieces[last]?.word === word) last++;
  return { first, last };
}

/**
 * A word's i-th piece is scored in its i-th pass; words share passes when they are `apart` or more words from each
 * other.
 */
function passesFor(
  encoding: Encoding,
  tokenizer: Tokenizer,
  masking: Masking,
  apart: number | undefined,
  from: number,
): Pass[] {
  const passes: Pass[] = [];
  const groups = apart === undefined ? encoding.words.length : Math.max(2, Math.floor(apart));
  for (let group = from; group < Math.min(from + groups, encoding.words.length); group++) {
    const shared: Pass[] = [];
    for (let word = group; word < encoding.words.length; word += groups) {
      const { firstPiece, pieceCount } = encoding.words[word]!;
      const ownEnd = firstPiece + pieceCount;
      const { first, last } = piecesWith(encoding, word);
      for (let index = first; index < last; index++) {
        if (encoding.pieces[index]!.id === tokenizer.ids.mask) continue;
        const pass = (shared[index - first] ??= { hidden: new Set(), scored: [] });
        // No window reaches further; where nothing cuts words a whole text may be one.
        const end =
          masking === 'within-word' && index < ownEnd ? Math.min(ownEnd, index + CONTEXT_POSITIONS) : index + 1;
        for (let hidden = index; hidden < end; hidden++) pass.hidden.add(hidden);
        pass.scored.push(index);
      }
    }
    passes.push(...shared.filter((pass) => pass !== undefined));
  }
  return passes;
}

/** Splits a pass's pieces by the window of text each is seen in: one window for all when the text fits. */
function byWindow(
  encoding: Encoding,
  { scored }: Pass,
  limit: number,
): { from: number; to: number; scored: number[] }[] {
  const windows = new Map<string, { from: number; to: number; scored: number[] }>();
  for (const index of scored) {
    const { first, last } = piecesWith(encoding, encoding.pieces[index]!.word);
    const fits = last - first <= limit;
    const window = windowAround(encoding, fits ? first : index, fits ? last : index + 1, limit);
    const key = `${window.from}:${window.to}`;
    const known = windows.get(key);
    if (known) known.scored.push(index);
    else windows.set(key, { ...window, scored: [index] });
  }
  return [...windows.values()];
}
