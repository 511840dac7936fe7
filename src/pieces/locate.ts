import type { Span } from '../morphemes/morpheme.ts';
import { mapStretches, SpanMapper } from '../morphemes/normalization.ts';
import type { Splitter } from './splitter.ts';

/**
 * The longest word that one [UNK] stands for in any published tokenizer; beyond it a piece is taken for missing from
 * the text.
 */
const REACH = 100;

/**
 * Where pieces stand in the text they were made from. Tokenizers normalise in ways of their own, so both sides are
 * compared without white space, case, compatibility forms and marks; what stands for unknown text takes what lies
 * between its neighbours. Pieces that are parts of one character share it, as neighbours of unknown text do.
 * @returns A stretch for each piece, from left to right; empty for pieces that stand for no text.
 */
export function locate(text: string, ids: readonly number[], splitter: Splitter): Span[] {
  const folded = mapStretches(text, fold);
  const mapper = new SpanMapper(folded);
  const spans: Span[] = [];
  /** How much of the folded text is taken, and where that ends in the text. */
  let [at, end] = [0, 0];
  /** Pieces whose place is known once the next is found. */
  let waiting = 0;
  const take = (count: number, from: number, to: number) => {
    if (count === 0) return;
    const span = to > from ? mapper.span(from, to) : { start: end, end };
    ({ end } = span);
    for (let i = 0; i < count; i++) spans.push(span);
  };
  for (const { count, form } of forms(ids, splitter)) {
    const wanted = form === null ? '' : fold(form);
    const ahead = wanted === '' ? -1 : folded.text.slice(at, at + REACH + wanted.length).indexOf(wanted);
    if (ahead >= 0) {
      const start = at + ahead;
      take(waiting, at, start);
      waiting = 0;
      at = start + wanted.length;
      take(count, start, at);
    } else if (form !== null && wanted === '' && waiting === 0) take(count, at, at);
    else waiting += count;
  }
  take(waiting, at, folded.text.length);
  return spans;
}

const fold = (text: string): string =>
  Array.from(text.normalize('NFKC'), (character) => character.toLowerCase())
    .join('')
    .normalize('NFD')
    .replace(/[\p{M}\p{C}\s▁]/gu, '');

/**
 * What pieces stand for: each by itself, or several that are parts of one character together. Null where that is
 * unknown.
 */
function* forms(
  ids: readonly number[],
  { vocabulary, specials, fragments }: Splitter,
): Generator<{ readonly count: number; readonly form: string | null }> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let i = 0; i < ids.length;) {
    const id = ids[i]!;
    if (!fragments.has(id)) {
      yield { count: 1, form: specials.has(id) ? null : vocabulary[id]!.replace(/^##(?=.)/u, '') };
      i++;
      continue;
    }
    // The fewest that make whole characters; what never does stands for unknown text.
    const bytes: number[] = [];
    let count = 0;
    let form: string | null = null;
    while (form === null && fragments.has(ids[i + count]!)) {
      bytes.push(...fragments.get(ids[i + count]!)!);
      count++;
      try {
        form = decoder.decode(Uint8Array.from(bytes));
      } catch {
        form = null;
      }
    }
    yield { count, form };
    i += count;
  }
}
