import { collocationsOf, type Collocation } from '../language/collocations.ts';
import type { Encoding } from '../pieces/encoding.ts';

/** The collocations of a text that is encoded. */
export const together = ({ words }: Pick<Encoding, 'words'>): Collocation[] =>
  collocationsOf(words.flatMap(({ morpheme }) => (morpheme ? [morpheme] : [])));
