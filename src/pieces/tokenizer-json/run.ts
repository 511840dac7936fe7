import { composeMaps, type MappedText } from '../../morphemes/normalization.ts';
import { checkGrown } from '../grown.ts';

/** A stretch of text on its way to pieces, with the place in the source that each of its UTF-16 units comes from. */
export interface Run {
  readonly text: string;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Whether its places are in a stretch that begins the text. */
  readonly first: boolean;
}

/**
 * A stretch of a text as it is written there: every UTF-16 unit stands for itself. @param first Whether the text begins
 * with it.
 */
export const runOf = (text: string, first: boolean): Run => ({
  text,
  starts: Int32Array.from({ length: text.length }, (_, i) => i),
  ends: Int32Array.from({ length: text.length }, (_, i) => i + 1),
  first,
});

/** The run after a change of its text. */
export function changeRun(run: Run, change: (text: string) => MappedText): Run {
  const { text, starts, ends } = composeMaps(run, change(run.text));
  return { text, starts: starts ?? new Int32Array(), ends: ends ?? new Int32Array(), first: run.first };
}

/** [from, to) of a run. */
export const sliceRun = (run: Run, from: number, to: number): Run => ({
  text: run.text.slice(from, to),
  starts: run.starts.subarray(from, to),
  ends: run.ends.subarray(from, to),
  first: run.first,
});

/** A text put together from forms, each of which stands for [start, end) of the source. */
export function joinForms(forms: Iterable<readonly [form: string, start: number, end: number]>): MappedText {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const [form, start, end] of forms) {
    text += form;
    checkGrown(text.length);
    for (let i = 0; i < form.length; i++) {
      starts.push(start);
      ends.push(end);
    }
  }
  return { text, starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

/** Every character of a text, with where it stands. */
export function* characters(text: string): Generator<readonly [character: string, start: number, end: number]> {
  let at = 0;
  for (const character of text) yield [character, at, (at += character.length)];
}
