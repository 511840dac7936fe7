import { isBetweenWide } from '../../language/wide.ts';
import type { RubyMessage, Stretch } from '../../protocol/analysis.ts';

/** Stretches of a text: what of it was asked for, and readings that its page sets over it. */
interface Stretches {
  readonly selected?: Stretch | null;
  readonly ruby?: readonly RubyMessage[];
}

const BREAK = /[ \t\u3000]*[\r\n]+[ \t\u3000]*/g;

/** Whether a text has lines that could be joined. */
export const hasLines = (text: string): boolean => /\S[^\S\n\r]*[\r\n]\s*\S/.test(text);

/** What stands between two lines, and what instead of it once they are one. */
interface LineCut {
  readonly at: number;
  readonly end: number;
  readonly by: string;
}

const cutsOf = (text: string): LineCut[] =>
  Array.from(text.matchAll(BREAK), ({ index: at, 0: { length } }) => {
    const end = at + length;
    const apart = at > 0 && end < text.length && !isBetweenWide(text.slice(0, at), text.slice(end));
    return { at, end, by: apart ? ' ' : '' };
  });

/**
 * A text with its lines made one, as the lines of a speech bubble or a page of a PDF file are; what is known of it
 * moves along.
 */
export function joinLines(
  text: string,
  { selected = null, ruby = [] }: Stretches,
): { readonly text: string; readonly more: Stretches } {
  const cuts = cutsOf(text);
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

/** What was to be read, as it is written. */
interface Source {
  readonly text: string;
  readonly more: Pick<Stretches, 'ruby'> & {
    readonly goesOn?: boolean;
    readonly own?: boolean;
    readonly front?: string;
  };
}

/**
 * What is left of a text of which all but the last `left` units were read, as it is written; what is known of it moves
 * along. @param joined They are units of the text with its lines made one.
 */
export function restOf({ text, more }: Source, left: number, joined: boolean): Source {
  const { ruby = [], goesOn = false, own = false, front = '' } = more;
  const at = joined ? unjoined(text, left) : Math.max(0, text.length - left);
  const behind = ruby.filter(({ start }) => start >= at);
  return {
    text: text.slice(at),
    more: {
      ruby: behind.map((one) => ({ ...one, start: one.start - at, end: one.end - at })),
      goesOn,
      own,
      front: front + text.slice(0, at),
    },
  };
}

/** Where in a text the last `left` units of the joined one begin. */
function unjoined(text: string, left: number): number {
  let [from, units] = [text.length, left];
  for (const { at, end, by } of cutsOf(text).toReversed()) {
    if (from - end >= units) break;
    units -= from - end + by.length;
    from = at;
    if (units <= 0) return at;
  }
  return Math.max(0, from - units);
}
