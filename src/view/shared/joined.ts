import { isWide } from '../../language/wide.ts';
import type { RubyMessage, Stretch } from '../../protocol/analysis.ts';

/** Stretches of a text: what of it was asked for, and readings that its page sets over it. */
interface Stretches {
  readonly selected?: Stretch | null;
  readonly ruby?: readonly RubyMessage[];
}

const BREAK = /[ \t\u3000]*[\r\n]+[ \t\u3000]*/g;

/** Whether a text has lines that could be joined. */
export const hasLines = (text: string): boolean => /\S[^\S\n\r]*[\r\n]\s*\S/.test(text);

/**
 * A text with its lines made one, as the lines of a speech bubble or a page of a PDF file are; what is known of it
 * moves along.
 */
export function joinLines(
  text: string,
  { selected = null, ruby = [] }: Stretches,
): { readonly text: string; readonly more: Stretches } {
  const cuts: { readonly at: number; readonly end: number; readonly by: string }[] = Array.from(
    text.matchAll(BREAK),
    ({ index: at, 0: { length } }) => {
      const end = at + length;
      const apart = at > 0 && end < text.length && !(isWide(text[at - 1]!) && isWide(text[end]!));
      return { at, end, by: apart ? ' ' : '' };
    },
  );
  /** Where an offset of the text is in the joined one. */
  const moved = (offset: number) =>
    cuts.reduce(
      (sum, { at, end, by }) => (at >= offset ? sum : sum - (Math.min(end, offset) - at) + by.length),
      offset,
    );
  const move = <T extends Stretch>(stretch: T): T => ({
    ...stretch,
    start: moved(stretch.start),
    end: moved(stretch.end),
  });
  let last = 0;
  const parts = cuts.map(({ at, end, by }) => {
    const part = text.slice(last, at) + by;
    last = end;
    return part;
  });
  return {
    text: parts.join('') + text.slice(last),
    more: { selected: selected && move(selected), ruby: ruby.map(move) },
  };
}
