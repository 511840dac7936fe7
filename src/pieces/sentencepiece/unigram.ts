import { NORMAL, UNUSED, USER_DEFINED } from './model-file.ts';
import type { PieceTable, Segment } from './table.ts';
import { ROOT, Trie } from './trie.ts';
import { utf8Length } from './normalize.ts';

const UNKNOWN_PENALTY = 10;

/**
 * The likeliest pieces of a normalised text (Viterbi): google/sentencepiece's unigram_model.cc, EncodeOptimized. Scores
 * are summed and kept in float32 (huggingface/tokenizers: float64), and a path has to be better than the one found
 * before, so that ties are decided as there.
 */
export function unigram({ numbers, scores, types }: PieceTable): (text: string) => Segment[] {
  const double = scores instanceof Float64Array;
  const round = double ? (value: number) => value : Math.fround;
  const trie = new Trie(numbers);
  let lowest = Infinity;
  // There it begins with the smallest positive number, so that it is never below zero: user-defined symbols are all but
  // always taken.
  let highest = 0;
  types.forEach((type, number) => {
    if (type !== NORMAL) return;
    lowest = Math.min(lowest, scores[number]!);
    highest = Math.max(highest, scores[number]!);
  });
  const unknownScore = round(lowest - UNKNOWN_PENALTY);
  return (text) => {
    const size = text.length;
    const best = double ? new Float64Array(size + 1) : new Float32Array(size + 1);
    const from = new Int32Array(size + 1).fill(-1);
    const piece = new Int32Array(size + 1).fill(-1);
    for (let start = 0; start < size;) {
      const own = text.codePointAt(start)! > 0xffff ? 2 : 1;
      const till = best[start]!;
      const take = (end: number, score: number, number: number) => {
        const sum = round(round(score) + till);
        if (from[end]! >= 0 && !(sum > best[end]!)) return;
        best[end] = sum;
        from[end] = start;
        piece[end] = number;
      };
      let single = false;
      let node = ROOT;
      let bytes = 0;
      for (let end = start; end < size;) {
        const code = text.codePointAt(end)!;
        node = trie.follow(node, code);
        if (node < 0) break;
        end += code > 0xffff ? 2 : 1;
        bytes += utf8Length(code);
        const number = trie.valueAt(node);
        if (number < 0 || types[number] === UNUSED) continue;
        take(end, types[number] === USER_DEFINED ? bytes * highest - 0.1 : scores[number]!, number);
        if (end - start === own) single = true;
      }
      if (!single) take(start + own, unknownScore, -1);
      start += own;
    }
    const segments: Segment[] = [];
    for (let end = size; end > 0; end = from[end]!) segments.push({ piece: piece[end]!, start: from[end]!, end });
    return segments.reverse();
  };
}
