import type { Analyzer, Morpheme, Span } from '../morphemes/morpheme.ts';
import { type AddedToken, createCutter, spaceOf, type TextPart } from './added.ts';
import { cutBlanks } from './blanks.ts';
import type { EncodeOptions, Encoding, Origin, PieceKind, Tokenizer, Word, WordPiece } from './encoding.ts';
import { textOf } from './vocabulary.ts';
import { locate } from './locate.ts';
import { MovedMorpheme } from './moved.ts';
import { SPACE, type Located, type Splitter } from './splitter.ts';

/**
 * A tokenizer over a splitter. Words are the dictionary's, pieces the splitter's own wherever they keep within a word;
 * words that share a piece are split each by itself, so that any of them can be masked.
 */
export function alignedTokenizer(splitter: Splitter, analyzer: Analyzer): Tokenizer {
  return new AlignedTokenizer(splitter, analyzer);
}

interface Draft {
  readonly apart: boolean;
  readonly text: string;
  readonly words: Word[];
  readonly pieces: WordPiece[];
}

class AlignedTokenizer implements Tokenizer {
  /** As predictions know pieces: without the sign for a space, and what is no text in brackets. */
  readonly vocabulary: readonly string[];
  readonly kinds: readonly PieceKind[];
  readonly texts: readonly string[];
  readonly ids: Tokenizer['ids'];
  readonly origin: Origin;
  readonly #splitter: Splitter;
  readonly analyzer: Analyzer;
  /** Cuts a text at the tokenizer's own tokens. */
  readonly #cut: (text: string) => TextPart[];
  /** At these and at the usual spellings of the mask. */
  readonly #cutMore: (text: string) => TextPart[];
  readonly #mask: AddedToken;
  readonly #ids: ReadonlyMap<string, number>;

  constructor(splitter: Splitter, analyzer: Analyzer) {
    const { vocabulary, ids, specials, fragments } = splitter;
    this.ids = ids;
    this.origin = splitter.origin;
    this.#splitter = splitter;
    const { tokens } = splitter.cutting;
    const content = vocabulary[ids.mask]!;
    this.#mask = tokens.find((token) => token.content === content) ?? { content, ...NO_FLAGS };
    this.#cut = createCutter(splitter.cutting);
    const spelt = ['[MASK]', '<mask>'].map((spelling) => ({ ...this.#mask, content: spelling }));
    this.#cutMore = createCutter({ ...splitter.cutting, tokens: [...spelt, ...tokens] });
    this.analyzer = analyzer;
    this.#ids = new Map(vocabulary.map((piece, id) => [piece, id]));
    this.vocabulary = vocabulary.map((piece, id) => {
      if (specials.has(id)) return `[${piece.replace(/[^A-Za-z]/g, '') || 'special'}]`;
      if (fragments.has(id)) return '[byte]';
      return piece.replaceAll(SPACE, ' ').trim() || '[space]';
    });
    this.kinds = vocabulary.map((piece, id) => {
      if (id === ids.unk) return 'unknown';
      if (specials.has(id)) return 'special';
      if (fragments.has(id)) return 'byte';
      if (piece.replaceAll(SPACE, ' ').trim() === '') return 'space';
      return /^##./u.test(piece) ? 'continuation' : 'first';
    });
    this.texts = this.vocabulary.map((piece, id) => textOf(piece, this.kinds[id]!));
  }

  idOf(piece: string): number | undefined {
    return this.#ids.get(piece) ?? this.#ids.get(SPACE + piece);
  }

  encode(text: string, { blanks = true, apart = true }: EncodeOptions = {}): Encoding {
    const { ids, vocabulary, locatePieces, written } = this.#splitter;
    const cut = blanks || apart ? this.#cutMore(text) : this.#cut(text);
    const parts = blanks ? cutBlanks(text, cut, this.#mask, spaceOf(this.#splitter.cutting)) : cut;
    const draft: Draft = { text, words: [], pieces: [], apart };
    for (const [i, { start, end, token }] of parts.entries()) {
      if (token === null) {
        const plain = text.slice(start, end);
        this.#add(plain, start, locatePieces(plain, i === 0), draft);
        continue;
      }
      const id = written.get(token) ?? ids.mask;
      draft.words.push({
        start,
        end,
        surface: text.slice(start, end),
        morpheme: null,
        blank: id === ids.mask,
        firstPiece: draft.pieces.length,
        pieceCount: 1,
      });
      draft.pieces.push({ start, end, piece: vocabulary[id]!, id, word: draft.words.length - 1 });
    }
    // Where there is no word at all nothing can be predicted either.
    if (draft.words.length === 0) draft.pieces.length = 0;
    return draft;
  }

  /** Adds a text without masks, which stands at `offset`. */
  #add(text: string, offset: number, spans: readonly Located[], into: Draft): void {
    const ids = spans.map(({ id }) => id);
    const morphemes = this.analyzer.analyze(text, { normalize: true });
    /**
     * Pieces [from, to) of `all`, whose places are counted from `base`. What stands for no text that can be compared
     * stays within its word, too.
     */
    const add = (
      all: readonly number[],
      places: readonly Span[],
      from: number,
      to: number,
      base: number,
      word: number,
      within: Span,
    ) => {
      const place = (at: number) => Math.min(Math.max(base + at, within.start), within.end);
      for (let i = from; i < to; i++) {
        const id = all[i]!;
        into.pieces.push({
          start: place(places[i]!.start),
          end: place(places[i]!.end),
          piece: this.#splitter.vocabulary[id] as string,
          id,
          ...(id === this.#splitter.ids.unk && { unknown: true as const }),
          word,
        });
      }
    };
    const addWord = (
      morpheme: Morpheme,
      all: readonly number[],
      places: readonly Span[],
      from: number,
      to: number,
      base: number,
    ) => {
      const span = { start: offset + morpheme.start, end: offset + morpheme.end };
      into.words.push({
        ...span,
        surface: morpheme.surface,
        morpheme: new MovedMorpheme(morpheme, span.start, span.end),
        blank: false,
        firstPiece: into.pieces.length,
        pieceCount: to - from,
      });
      add(all, places, from, to, base, into.words.length - 1, span);
    };
    const whole = { start: offset, end: offset + text.length };
    let piece = 0;
    for (const { first, last, pieces } of this.#findShared(morphemes, ids, spans)) {
      const start = piece;
      piece += pieces;
      let from = start;
      while (from < piece && this.#isSpace(ids[from]!)) from++;
      add(ids, spans, start, from, offset, into.words.length, whole);
      if (last === first + 1) addWord(morphemes[first]!, ids, spans, from, piece, offset);
      else if (!into.apart) {
        const [head, tail] = [morphemes[first]!, morphemes[last - 1]!];
        const span = { start: offset + head.start, end: offset + tail.end };
        into.words.push({
          ...span,
          surface: text.slice(head.start, tail.end),
          morpheme: null,
          blank: false,
          firstPiece: into.pieces.length,
          pieceCount: piece - from,
        });
        add(ids, spans, from, piece, offset, into.words.length - 1, span);
      } else {
        for (const morpheme of morphemes.slice(first, last)) {
          const alone = text.slice(morpheme.start, morpheme.end);
          // A space that is a piece already is not said again.
          const afterSpace =
            morpheme === morphemes[first] && from > start
              ? false
              : morpheme.start === 0 || /\s/.test(text.charAt(morpheme.start - 1));
          const own = this.#splitAlone(alone, afterSpace);
          addWord(morpheme, own, locate(alone, own, this.#splitter), 0, own.length, offset + morpheme.start);
        }
      }
    }
    // Spaces at the end, or before the first word.
    add(ids, spans, piece, ids.length, offset, Math.max(0, into.words.length - 1), whole);
  }

  /**
   * The fewest neighbouring morphemes [first, last) that share no piece with others, with the number of their pieces.
   */
  *#findShared(
    morphemes: readonly Morpheme[],
    ids: readonly number[],
    spans: readonly Span[],
  ): Generator<{ first: number; last: number; pieces: number }> {
    let piece = 0;
    for (let first = 0; first < morphemes.length;) {
      let last = first + 1;
      let next = piece;
      for (let reach = 0; ;) {
        const limit = morphemes[last - 1]!.end;
        // A piece without a place of its own goes with the one before it, unless it is a space.
        for (
          ;
          next < ids.length &&
          (spans[next]!.start < limit || (next > piece && spans[next]!.end <= limit && !this.#isSpace(ids[next]!)));
          next++
        )
          reach = Math.max(reach, spans[next]!.end);
        // A piece may reach into the white space behind its word, which is no word's.
        if (reach <= limit || last === morphemes.length || morphemes[last]!.start >= reach) break;
        while (last < morphemes.length && morphemes[last]!.start < reach) last++;
      }
      yield { first, last, pieces: next - piece };
      piece = next;
      first = last;
    }
  }

  /**
   * Pieces of a word by itself, without the space that the splitter puts first, unless one stands there and is part of
   * a piece.
   */
  #splitAlone(word: string, afterSpace: boolean): readonly number[] {
    const ids = this.#splitter.split(word);
    if (this.#splitter.spaced) return ids;
    const first = this.#splitter.vocabulary[ids[0]!];
    if (first === SPACE) return ids.slice(1);
    if (afterSpace || !first?.startsWith(SPACE)) return ids;
    const bare = this.#ids.get(first.slice(SPACE.length));
    return bare === undefined ? ids : [bare, ...ids.slice(1)];
  }

  #isSpace(id: number): boolean {
    return this.kinds[id] === 'space';
  }
}

const NO_FLAGS = { special: true, lstrip: false, rstrip: false, alone: false, kept: true };
