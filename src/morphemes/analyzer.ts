import { Dictionary } from './dictionary.ts';
import { DictionaryError, noMemory } from './errors.ts';
import { type Lattice, createLattice } from './lattice.ts';
import { createLexicon } from './lexicon.ts';
import type { Analyzer, Lexicon, Morpheme } from './morpheme.ts';
import { SpanMapper, nfkc } from './normalization.ts';
import type { Tagset } from './tagsets.ts';

/**
 * MeCab's analysis with the dictionary in `pack` (the bytes that `npm run build:dictionary` writes; they are viewed,
 * not copied).
 * @throws DictionaryError for a damaged, truncated or foreign pack, or where there is no memory for it.
 */
export function createAnalyzer(pack: ArrayBuffer | Uint8Array): MecabAnalyzer {
  try {
    return new MecabAnalyzer(new Dictionary(pack));
  } catch (error) {
    const refusal = noMemory(error);
    if (refusal) throw refusal;
    // What the pack says lies beyond what it has. Anything else is a defect of ours.
    if (!(error instanceof RangeError)) throw error;
    throw new DictionaryError('damaged', 'This dictionary pack is damaged: its content makes no sense.', {
      cause: error,
    });
  }
}

export class MecabAnalyzer implements Analyzer {
  readonly #dictionary: Dictionary;
  readonly #lattice: Lattice;
  #lexicon: Promise<Lexicon> | null = null;

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary;
    this.#lattice = createLattice(dictionary);
  }

  get dictionary(): string {
    return this.#dictionary.meta.name;
  }

  analyze(text: string, options: { readonly normalize?: boolean } = {}): Morpheme[] {
    const mapped = options.normalize ? nfkc(text) : { text, starts: null, ends: null };
    const spans = new SpanMapper(mapped);
    const count = this.#lattice.search(mapped.text);
    const { starts, ends, entries } = this.#lattice.path;
    const morphemes: Morpheme[] = [];
    for (let i = 0; i < count; i++) {
      const from = starts[i] as number;
      const to = ends[i] as number;
      const { start, end } = spans.span(from, to);
      morphemes.push(
        new LatticeMorpheme(this.#dictionary, entries[i] as number, mapped.text.slice(from, to), start, end),
      );
    }
    return morphemes;
  }

  cost(text: string): number {
    this.#lattice.search(text);
    return this.#lattice.path.cost;
  }

  homographs({ surface, start, end }: Morpheme): Morpheme[] {
    const [first, last] = this.#dictionary.find(surface);
    return Array.from(
      { length: last - first },
      (_, i) => new LatticeMorpheme(this.#dictionary, first + i, surface, start, end),
    );
  }

  lexicon(pause?: () => Promise<void>): Promise<Lexicon> {
    return (this.#lexicon ??= createLexicon(this.#dictionary, pause));
  }

  /** The surfaces alone: what `mecab -Owakati` prints. */
  words(text: string): string[] {
    const count = this.#lattice.search(text);
    const { starts, ends } = this.#lattice.path;
    const words: string[] = [];
    for (let i = 0; i < count; i++) words.push(text.slice(starts[i], ends[i]));
    return words;
  }
}

/** Looks its features up only when asked. */
class LatticeMorpheme implements Morpheme {
  readonly start: number;
  readonly end: number;
  readonly surface: string;
  readonly #dictionary: Dictionary;
  readonly #entry: number;
  #features: readonly string[] | null = null;

  constructor(dictionary: Dictionary, entry: number, surface: string, start: number, end: number) {
    this.#dictionary = dictionary;
    this.#entry = entry;
    this.surface = surface;
    this.start = start;
    this.end = end;
  }

  get known(): boolean {
    return this.#entry < this.#dictionary.meta.tokens;
  }

  get features(): readonly string[] {
    return (this.#features ??= this.#dictionary.features(this.#entry, this.surface));
  }

  get partOfSpeech(): readonly string[] {
    return this.#dictionary.partOfSpeech(this.features, this.surface);
  }

  get tagset(): Tagset {
    return this.#dictionary.tagset;
  }

  get baseForm(): string | null {
    return this.#column(this.#dictionary.meta.roles.baseForm);
  }

  get reading(): string | null {
    return this.#column(this.#dictionary.meta.roles.reading);
  }

  get pronunciation(): string | null {
    return this.#column(this.#dictionary.meta.roles.pronunciation);
  }

  #column(column: number | undefined): string | null {
    const value = column === undefined ? undefined : this.features[column];
    return value === undefined || value === '*' ? null : value;
  }
}
