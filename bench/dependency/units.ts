import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

export interface Unit {
  /** train, dev or test, where the file says so. */
  readonly split?: string | undefined;
  readonly text: string;
  /** UTF-16 offsets, white space at the beginning left out; `head` is an index, -1 for none. */
  readonly bunsetsu: readonly { readonly start: number; readonly end: number; readonly head: number }[];
}

/** Units in the form of README.md. */
export function readUnits(lines: string): Unit[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { split, bunsetsu } = JSON.parse(line) as {
        split?: string;
        bunsetsu: readonly (readonly [string, number, string])[];
      };
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
