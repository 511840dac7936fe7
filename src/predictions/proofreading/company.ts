import { collocationsOf, type Collocation } from '../../language/collocations.ts';
import type { Collocations } from '../../language/seen-together.ts';
import type { Encoding } from '../../pieces/encoding.ts';
import type { Version } from './version.ts';

/** Which words a text has together, against those a version of it has. */
export class Company {
  readonly #known: Collocations;
  readonly #written: readonly Collocation[];

  constructor(written: Encoding, known: Collocations) {
    this.#known = known;
    this.#written = together(written);
  }

  /**
   * Bits by which the words of a version are oftener seen together than those that are written: of each pair that only
   * one of them has, the logarithm of how often it was seen.
   */
  gain({ encoding, proposal: { kind } }: Seen): number {
    const there = together(encoding);
    const [won, lost] = [without(there, this.#written), without(this.#written, there)];
    if (kind !== 'particle') return this.#bits(won, 0) - this.#bits(lost, 0);
    // Nouns and verbs stay as they are: where these were never seen together, the verb alone tells of the particle.
    const bits = this.#bits(won, EXPECTED) - this.#bits(lost, EXPECTED);
    // は is no case, of which pairs are counted, and まで is one only beside から (それまで楽しみにする): that another is seen
    // there speaks for neither.
    const isNoCase = won.length > lost.length || (has(lost, 'まで') && !has(won, 'から'));
    return isNoCase ? Math.min(0, bits) : bits;
  }

  #bits(pairs: readonly Collocation[], expected: number): number {
    return pairs.reduce((sum, pair) => {
      const count = this.#known.count(pair) + (expected === 0 ? 0 : expected * this.#known.shareOf(pair));
      return sum + Math.log2(1 + count / UNSEEN);
    }, 0);
  }
}

const has = (pairs: readonly Collocation[], particle: string) => pairs.some(({ link }) => link === particle);

/** What of a version is looked at. */
type Seen = Pick<Version, 'encoding'> & { readonly proposal: Pick<Version['proposal'], 'kind'> };

/** How often what was never seen counts as seen. */
const UNSEEN = 0.5;
/**
 * How often a noun counts as seen with a predicate beforehand, by the cases that predicate has: a Dirichlet prior
 * (MacKay and Peto 1995, "A Hierarchical Dirichlet Language Model").
 */
const EXPECTED = 8;

const together = ({ words }: Encoding) => collocationsOf(words.flatMap(({ morpheme }) => (morpheme ? [morpheme] : [])));

const nameOf = ({ dependent, link, head }: Collocation) => `${dependent}\t${link}\t${head}`;

/** Those that others have not, as often as they have them not. */
function without(pairs: readonly Collocation[], others: readonly Collocation[]): Collocation[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(nameOf(other), (left.get(nameOf(other)) ?? 0) + 1);
  return pairs.filter((pair) => {
    const count = left.get(nameOf(pair)) ?? 0;
    left.set(nameOf(pair), count - 1);
    return count <= 0;
  });
}
