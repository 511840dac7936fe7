import type { Morpheme } from '../morphemes/morpheme.ts';

/** A morpheme at its place in the text as selected; its features are still looked up only when asked. */
export class MovedMorpheme implements Morpheme {
  readonly #morpheme: Morpheme;
  readonly start: number;
  readonly end: number;

  constructor(morpheme: Morpheme, start: number, end: number) {
    this.#morpheme = morpheme;
    this.start = start;
    this.end = end;
  }

  get surface(): string {
    return this.#morpheme.surface;
  }

  get known(): boolean {
    return this.#morpheme.known;
  }

  get features(): readonly string[] {
    return this.#morpheme.features;
  }

  get partOfSpeech(): readonly string[] {
    return this.#morpheme.partOfSpeech;
  }

  get tagset(): Morpheme['tagset'] {
    return this.#morpheme.tagset;
  }

  get baseForm(): string | null {
    return this.#morpheme.baseForm;
  }

  get reading(): string | null {
    return this.#morpheme.reading;
  }

  get pronunciation(): string | null {
    return this.#morpheme.pronunciation;
  }
}
