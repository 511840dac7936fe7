import { collocationsOf, type Collocation } from '../language/collocations.ts';
import type { Encoding } from '../pieces/encoding.ts';

/** The collocations of a text that is encoded. */
export const together = ({ words }: Pick<Encoding, 'words'>): Collocation[] =>
  collocationsOf(words.flatMap(({ morpheme }) => (morpheme ? [morpheme] : [])));

/** By which a collocation is known again. */
export const nameOf = ({ dependent, link, head }: Collocation): string => `${dependent}\t${link}\t${head}`;
