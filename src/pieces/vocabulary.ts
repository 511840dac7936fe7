import type { TokenizerConfig } from './config.ts';
import type { PieceKind } from './encoding.ts';
import { TokenizerError } from './errors.ts';
import { MAX_PIECES } from './limits.ts';

/** vocab.txt: one piece a line, its id the line's number from 0. @throws TokenizerError if it has none, or too many. */
export function readVocabulary(file: string): string[] {
  if (file.length > 2 * MAX_PIECES && countBreaks(file) > MAX_PIECES)
    throw new TokenizerError('invalid-vocabulary', `vocab.txt has more than ${MAX_PIECES} lines.`);
  const lines = file.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  if (lines.length === 0) throw new TokenizerError('invalid-vocabulary', 'vocab.txt is empty.');
  return lines;
}

function countBreaks(file: string): number {
  let breaks = 0;
  for (let at = 0; at < file.length; at++) {
    const unit = file.charCodeAt(at);
    if (unit === 0x0a || unit === 0x0d) breaks++;
  }
  return breaks;
}

/** Pieces by their ids, and what they stand for. */
export class Vocabulary {
  readonly pieces: readonly string[];
  readonly ids: {
    readonly cls: number;
    readonly sep: number;
    readonly mask: number;
    readonly unk: number;
    readonly pad: number;
  };
  readonly kinds: readonly PieceKind[];
  /** Without the sign that a piece continues a word; empty for what is no text. */
  readonly texts: readonly string[];
  readonly #ids = new Map<string, number>();
  readonly #added = new Set<string>();

  /**
   * Tokens that were added to the file have the ids they were given; special tokens that are nowhere get those that
   * follow the last, as in transformers.
   * @param file The pieces in the order of their ids: any text, line breaks too.
   */
  constructor(
    file: readonly string[],
    { specials, added, written }: Pick<TokenizerConfig, 'specials' | 'added' | 'written'>,
  ) {
    const pieces = [...file];
    pieces.forEach((piece, id) => this.#ids.set(piece, id));
    // An id that the file has keeps its piece, unless a token was put in the place of one that was left free.
    for (const [token, id] of added) {
      if (this.#ids.has(token)) continue;
      while (pieces.length < id) pieces.push(`[unused${pieces.length}]`);
      pieces[id] = token;
      this.#ids.set(token, id);
      this.#added.add(token);
    }
    for (const special of Object.values(specials)) {
      if (this.#ids.has(special)) continue;
      this.#ids.set(special, pieces.push(special) - 1);
      this.#added.add(special);
    }
    this.pieces = pieces;
    const id = (piece: string) => this.#ids.get(piece) as number;
    this.ids = {
      cls: id(specials.cls),
      sep: id(specials.sep),
      mask: id(specials.mask),
      unk: id(specials.unk),
      pad: id(specials.pad),
    };
    const special = new Set([
      ...Object.values(this.ids),
      ...written.filter((token) => token.special).map(({ content }) => id(content)),
    ]);
    this.kinds = pieces.map((piece, at) => {
      if (at === this.ids.unk) return 'unknown';
      // [unused1] and the like are no text either.
      if (special.has(at) || /^\[[A-Za-z]+\d*\]$/.test(piece)) return 'special';
      const continues = piece.startsWith(CONTINUES) && piece.length > CONTINUES.length;
      return continues && !this.#added.has(piece) ? 'continuation' : 'first';
    });
    this.texts = pieces.map((piece, at) => textOf(piece, this.kinds[at]!));
  }

  idOf(piece: string): number | undefined {
    return this.#ids.get(piece);
  }

  /** Of a piece that words are made of: what was added to the file stands for itself alone. */
  idInFile(piece: string): number | undefined {
    return this.#added.has(piece) ? undefined : this.#ids.get(piece);
  }
}

/** WordPiece's sign for a piece that continues a word. */
const CONTINUES = '##';

/** What a WordPiece piece stands for. */
export const textOf = (piece: string, kind: PieceKind): string =>
  kind === 'continuation' ? piece.slice(CONTINUES.length) : kind === 'first' ? piece : '';
