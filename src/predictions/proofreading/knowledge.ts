import type { CaseFrames } from '../../language/case-frames.ts';
import type { Meanings } from '../../language/meanings.ts';
import type { ReadAlike } from '../../language/read-alike.ts';
import type { Collocations } from '../../language/seen-together.ts';

/** What is known of words beside what the model says. */
export interface Knowledge {
  /** Tells which words are one word, written in two ways. */
  readonly meanings: Meanings;
  /** Tells which words are seen together. */
  readonly collocations: Collocations;
  /** Tells words apart that are read alike. */
  readonly readAlike: ReadAlike;
  /** Tells which particles nouns have before predicates. */
  readonly caseFrames: CaseFrames;
}
