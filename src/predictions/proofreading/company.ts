import type { Collocation } from '../../language/collocations.ts';
import { ALL_HAN, HAN } from '../../language/kana.ts';
import type { Meanings } from '../../language/meanings.ts';
import type { Encoding, Word } from '../../pieces/encoding.ts';
import { nameOf, together } from '../together.ts';
import { isFiner } from './homophones.ts';
import type { Knowledge } from './knowledge.ts';
import type { Version } from './version.ts';

/** Which words a text has together, against those a version of it has. */
export class Company {
  readonly #known: Known;
  readonly #text: Encoding;
  readonly #written: readonly Collocation[];
  /** Whether words [first, last) of the text go with what is there. */
  readonly #home = new Map<string, boolean>();

  constructor(written: Encoding, known: Known) {
    this.#known = known;
    this.#text = written;
    this.#written = together(written);
  }

  /**
   * Bits by which the words of a version are oftener seen together than those that are written: of each pair that only
   * one of them has, the logarithm of how often it was seen.
   */
  gain({ encoding, proposal: { kind, isInVain = false } }: Pick<Seen, 'encoding' | 'proposal'>): number {
    // 何を食べる is common, and 何も食べない has no case.
    if (isInVain) return 0;
    const there = together(encoding);
    const [won, lost] = [without(there, this.#written), without(this.#written, there)];
    return kind === 'particle' ? this.#ofCases(won, lost) : this.#bits(won, 0) - this.#bits(lost, 0);
  }

  /**
   * What handbooks say of a version: 1 where they have its words with what is there, and not those that are written, -1
   * the other way round, else 0; of a word of a dictionary for what is none `WORD_FOR_NONE`.
   */
  told(version: Seen): number {
    const { kind, isInVain = false } = version.proposal;
    if (isInVain) return 0;
    if (kind === 'homophone' && this.#isWordForNone(version)) return WORD_FOR_NONE;
    return kind === 'particle' ? this.#ofFrames(version) : kind === 'homophone' ? this.#ofHome(version) : 0;
  }

  #ofCases(won: readonly Collocation[], lost: readonly Collocation[]): number {
    // Nouns and verbs stay as they are: where these were never seen together, the verb alone tells of the particle.
    const bits = this.#bits(won, EXPECTED) - this.#bits(lost, EXPECTED);
    // は is no case, of which pairs are counted, and まで is one only beside から (それまで楽しみにする): that another is seen
    // there speaks for neither.
    const isNoCase = won.length > lost.length || (has(lost, 'まで') && !has(won, 'から'));
    return isNoCase ? Math.min(0, bits) : bits;
  }

  #bits(pairs: readonly Collocation[], expected: number): number {
    return pairs.reduce((sum, pair) => {
      const { collocations } = this.#known;
      const count = collocations.count(pair) + (expected === 0 ? 0 : expected * collocations.shareOf(pair));
      return sum + Math.log2(1 + count / UNSEEN);
    }, 0);
  }

  /** A particle that a noun can have there, for one that it cannot; and any for one that it can. */
  #ofFrames({ encoding, first }: Seen): number {
    const [its, mine] = [encoding, this.#text].map((text) => this.#known.caseFrames.verdict(morphemesOf(text), first));
    if (its === mine) return 0;
    if (mine === 'right' || (mine === 'possible' && its === 'wrong')) return -1;
    return mine === 'wrong' && its !== undefined ? 1 : 0;
  }

  /**
   * Whether three kanji or more that make up no word are nearly those of one (絶対絶命, 絶体絶命): the model often knows the
   * parts better than the word.
   */
  #isWordForNone({ encoding, first, last, lastHere }: Seen): boolean {
    const { meanings } = this.#known;
    const { words } = this.#text;
    const [instead, written] = [surfaceOf(encoding, first, lastHere), surfaceOf(this.#text, first, last)];
    if (written.length < LONG || !ALL_HAN.test(instead + written) || !nearly(instead, written)) return false;
    const word = lastHere - first === 1 ? encoding.words[first]!.morpheme : null;
    // 浅野側 is no slip of 浅野川.
    if (!word?.known || word.partOfSpeech[1] === '固有名詞' || meanings.has(written)) return false;
    // What is beside it may belong to it, and what counts makes words without end: 一本化, 5歳年長.
    if ([words[first - 1], words[last]].some((beside) => beside && HAN.test(beside.surface))) return false;
    if (words.slice(Math.max(0, first - 1), last).some(({ morpheme }) => morpheme?.partOfSpeech[1] === '数'))
      return false;
    // 制作者 is no 製作者, though no dictionary has it: its head is a word as well.
    const head = surfaceOf(this.#text, first, last - 1);
    return instead.startsWith(head) || !isSuffix(words[last - 1]) || !meanings.has(head);
  }

  /** Whether a word goes with what is there, and the one that is written does not, or the other way round. */
  #ofHome({ encoding, first, last, lastHere }: Seen): number {
    const key = `${first} ${last}`;
    const mine = this.#home.get(key) ?? this.#isAtHome(this.#text, first, last);
    this.#home.set(key, mine);
    const written = surfaceOf(this.#text, first, last);
    const instead = surfaceOf(encoding, first, lastHere);
    const { readAlike } = this.#known;
    // Nearly every word goes with something: only those are meant that are told from what is written (記念碑, and no 記念日).
    const its =
      (readAlike.areToldApart(written, instead) && this.#isAtHome(encoding, first, lastHere)) ||
      readAlike.isCompoundMeant(written, instead);
    return Number(its) - Number(mine);
  }

  #isAtHome(text: Encoding, first: number, end: number): boolean {
    const morphemes = morphemesOf(text);
    return morphemes.slice(first, end).some((_, i) => this.#known.readAlike.isAtHome(morphemes, first + i));
  }
}

const surfaceOf = ({ words }: Encoding, first: number, end: number) =>
  words
    .slice(first, end)
    .map(({ surface }) => surface)
    .join('');

const has = (pairs: readonly Collocation[], particle: string) => pairs.some(({ link }) => link === particle);

/** What of a version is looked at. */
type Seen = Pick<Version, 'encoding' | 'first' | 'last' | 'lastHere'> & {
  readonly proposal: Pick<Version['proposal'], 'kind' | 'isInVain'>;
};
type Known = Omit<Knowledge, 'meanings'> & { readonly meanings: Pick<Meanings, 'has'> };

/** Kanji that make up a word of their own, and say by themselves what it is. */
const LONG = 3;
/** In 42,000 words of right text there are two such (市外線, 紫外線). */
const WORD_FOR_NONE = 3;
/** Whether two texts differ in one kanji alone, and not in how finely it says something (呑兵衛, 飲兵衛). */
function nearly(one: string, other: string): boolean {
  const [mine, its] = [[...one], [...other]];
  const differ = mine.flatMap((kanji, at) => (kanji === its[at] ? [] : [[kanji, its[at] ?? ''] as const]));
  return mine.length === its.length && differ.length === 1 && !isFiner(...differ[0]!);
}
const isSuffix = (word: Word | undefined) => word?.morpheme?.partOfSpeech[1] === '接尾';

/** How often what was never seen counts as seen. */
const UNSEEN = 0.5;
/**
 * How often a noun counts as seen with a predicate beforehand, by the cases that predicate has: a Dirichlet prior
 * (MacKay and Peto 1995, "A Hierarchical Dirichlet Language Model").
 */
const EXPECTED = 8;

const morphemesOf = ({ words }: Encoding) => words.map(({ morpheme }) => morpheme);

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
