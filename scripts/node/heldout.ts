import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { givenFile } from './given-file.ts';
import { InputError } from './lines.ts';
import { root } from './paths.ts';

/** Shares of the corpus, its literature capped: SHARES of training/evaluate.py. */
export const shares: Readonly<Record<string, number>> = {
  encyclopedia: 0.31,
  news: 0.036,
  conversation: 0.195,
  everyday: 0.045,
  technical: 0.27,
  literature: 0.144,
};

/** Kinds of lines: the head of training/heldout.py says what each has. */
const kinds = new Set(['masked', 'particle', 'particle-pair', 'homophone-pair']);

/** A line of held-out text: its columns, and its number. */
export interface HeldOut {
  readonly kind: string;
  readonly genre: string;
  /** The text, of a pair the right one. */
  readonly text: string;
  /** UTF-16 offsets of the words to mask, parted by commas; of a pair the wrong text. */
  readonly other: string;
  readonly line: number;
}

/** The option that names such a file. */
export const heldOutOption = {
  data: { type: 'string', value: 'FILE', help: 'lines of training/heldout.py; those in bench/heldout when absent' },
} as const;

/**
 * Held-out lines, of the file that is named or of the one that is kept in bench/heldout; packed by gzip or as they are.
 * @throws InputError where there is no such file, or a line that is not as training/heldout.py writes them.
 */
export function readHeldOut(named: string | undefined): HeldOut[] {
  const path = named === undefined ? join(root, 'bench/heldout/heldout.tsv.gz') : givenFile('--data', named);
  return unpack(path)
    .trimEnd()
    .split(/\r?\n/)
    .map((row, index) => {
      const columns = row.split('\t');
      const [kind = '', genre = '', text = '', other = ''] = columns;
      const where = `${path}, line ${index + 1}`;
      if (!kinds.has(kind) || !Object.hasOwn(shares, genre))
        throw new InputError(
          `${where}: “${`${kind}”, “${genre}`.slice(0, 80)}” is no kind of line and genre that is known`,
        );
      if (columns.length !== 4) throw new InputError(`${where}: ${columns.length} columns; four are expected`);
      if (!kind.endsWith('-pair') && !/^\d+(?:,\d+)*$/.test(other))
        throw new InputError(`${where}: offsets of words are expected, parted by commas: ${other.slice(0, 80)}`);
      return { kind, genre, text, other, line: index + 1 };
    });
}

function unpack(path: string): string {
  const bytes = readFileSync(path);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('utf8');
  try {
    return gunzipSync(bytes).toString('utf8');
  } catch {
    throw new InputError(`${path}: the file is damaged; it cannot be unpacked`);
  }
}
