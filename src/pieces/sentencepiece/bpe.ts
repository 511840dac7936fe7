import { UNUSED } from './model-file.ts';
import type { PieceTable, Segment } from './table.ts';

interface Pair {
  readonly left: number;
  readonly right: number;
  readonly score: number;
  /** UTF-16 units of both together: a pair one of whose halves has grown counts no more. */
  readonly length: number;
}

/**
 * Merges neighbours as long as they make a piece, the best score first, the leftmost among equals; pieces that are not
 * to be used are taken apart again. google/sentencepiece's bpe_model.cc.
 */
export function bpe({ numbers, scores, types, userDefinedAt }: PieceTable): (text: string) => Segment[] {
  return (text) => {
    const starts: number[] = [];
    const ends: number[] = [];
    const frozen: boolean[] = [];
    for (let at = 0; at < text.length;) {
      const symbol = userDefinedAt(text, at);
      const length = symbol || (text.codePointAt(at)! > 0xffff ? 2 : 1);
      starts.push(at);
      ends.push((at += length));
      frozen.push(symbol > 0);
    }
    const before = starts.map((_, i) => i - 1);
    const after = starts.map((_, i) => (i + 1 < starts.length ? i + 1 : -1));
    const gone = starts.map(() => false);
    const halves = new Map<string, readonly [string, string]>();
    const agenda = new Agenda();
    const consider = (left: number, right: number) => {
      if (left < 0 || right < 0 || frozen[left] || frozen[right]) return;
      const piece = text.slice(starts[left], ends[right]);
      const number = numbers.get(piece);
      if (number === undefined) return;
      agenda.add({ left, right, score: scores[number]!, length: piece.length });
      if (types[number] === UNUSED)
        halves.set(piece, [text.slice(starts[left], ends[left]), text.slice(starts[right], ends[right])]);
    };
    for (let i = 1; i < starts.length; i++) consider(i - 1, i);
    for (let top = agenda.take(); top; top = agenda.take()) {
      const { left, right, length } = top;
      if (gone[left] || gone[right] || ends[right]! - starts[left]! !== length || after[left] !== right) continue;
      ends[left] = ends[right]!;
      gone[right] = true;
      after[left] = after[right]!;
      if (after[right]! >= 0) before[after[right]!] = left;
      consider(before[left]!, left);
      consider(left, after[left]!);
    }
    const segments: Segment[] = [];
    const add = (start: number, end: number) => {
      const piece = text.slice(start, end);
      const number = numbers.get(piece);
      const parts = number !== undefined && types[number] === UNUSED ? halves.get(piece) : undefined;
      if (!parts) segments.push({ piece: number ?? -1, start, end });
      else {
        add(start, start + parts[0].length);
        add(start + parts[0].length, end);
      }
    };
    for (let i = starts.length > 0 ? 0 : -1; i >= 0; i = after[i]!) add(starts[i]!, ends[i]!);
    return segments;
  };
}

/** A heap: the best score first, the leftmost among equals. */
export class Agenda {
  readonly #heap: Pair[] = [];

  add(pair: Pair): void {
    const heap = this.#heap;
    let at = heap.push(pair) - 1;
    for (; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!isFirst(pair, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = pair;
  }

  take(): Pair | undefined {
    const heap = this.#heap;
    const [top, last] = [heap[0], heap.pop()];
    if (heap.length === 0 || !last) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isFirst(heap[child + 1]!, heap[child]!)) child++;
      if (!isFirst(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return top;
  }
}

const isFirst = (a: Pair, b: Pair): boolean => a.score > b.score || (a.score === b.score && a.left < b.left);
