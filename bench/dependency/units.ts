import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { InputError } from '../../scripts/node/lines.ts';
import { brotliDecompressSync } from 'node:zlib';

export interface Unit {
  /** train, dev or test, where the file says so. */
  readonly split?: string | undefined;
  readonly text: string;
  /** UTF-16 offsets, white space at the beginning left out; `head` is an index, -1 for none. */
  readonly bunsetsu: readonly { readonly start: number; readonly end: number; readonly head: number }[];
}

const Row = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    split: v.optional(v.string()),
    bunsetsu: v.array(v.tuple([v.string(), v.pipe(v.number(), v.integer(), v.minValue(-1)), v.string()])),
  }),
);

/**
 * Units in the form of README.md.
 * @throws InputError naming the first line that is none.
 */
export function readUnits(lines: string): Unit[] {
  return lines
    .split(/\r?\n/)
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => {
      const parsed = v.safeParse(Row, line);
      if (!parsed.success) throw new InputError(`line ${number}: ${parsed.issues[0].message}`);
      const { split, bunsetsu } = parsed.output;
      let end = 0;
      return {
        split,
        text: bunsetsu.map(([text]) => text).join(''),
        bunsetsu: bunsetsu.map(([text, head]) => {
          const start = end + (text.length - text.trimStart().length);
          end += text.length;
          // A few name a head beyond the unit, which was cut from a longer sentence.
          return { start, end, head: Math.min(head, bunsetsu.length - 1) };
        }),
      };
    });
}

/** The test part of the corpus. */
export const testUnits = (): Unit[] =>
  readUnits(brotliDecompressSync(readFileSync(new URL('test.jsonl.br', import.meta.url))).toString('utf8'));
