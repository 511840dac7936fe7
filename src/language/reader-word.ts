import type { Span } from '../morphemes/morpheme.ts';
import type { WordClass } from './names.ts';
import type { Form } from './forms.ts';
import type { Ruby } from './furigana.ts';

/** A word as a reader knows it: one morpheme, or several that belong together. */
export interface ReaderWord extends Span {
  /** Its morphemes, [first, last). */
  readonly first: number;
  readonly last: number;
  /** The morphemes that carry its meaning, [first, stem); the rest are endings. */
  readonly stem: number;
  readonly class: WordClass;
  /** Dictionary form, as written. */
  readonly base: string;
  /** What its endings say, in their order. */
  readonly forms: readonly Form[];
  /**
   * A reading of its own, where that of its morphemes is not it: hiragana over stretches of the text; `aloud` also says
   * the digits.
   */
  readonly own: { readonly rubies: readonly Ruby[]; readonly aloud: string } | null;
}

/** A word as it is grouped: how many morphemes it takes, and what they say. */
export type WordParts = Pick<ReaderWord, 'last' | 'stem' | 'class' | 'base' | 'forms'> & {
  readonly own?: ReaderWord['own'];
};
