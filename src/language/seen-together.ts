import { ANY, CASES, isCaseLink, type Collocation } from './collocations.ts';
import { SortedLines } from './sorted-lines.ts';

/** So often a predicate must have been seen with nouns for shares of its cases to be worth half of what they say. */
const FEW = 20;

/** How often words of a large text were seen together, from the pack that scripts/collocations writes. */
export class Collocations {
  readonly #lines: SortedLines;
  readonly #totals = new Map<string, number>();
  /** How often any predicate was seen with any noun. */
  #all: number | undefined;

  /** @param pack Lines of `dependent link, head and count …`, tab-separated and sorted. */
  constructor(pack: string) {
    this.#lines = new SortedLines(pack);
  }

  /** How often a dependent was seen with a head; 0 for once in a while or never. */
  count({ dependent, link, head }: Collocation): number {
    const cells = this.#lines.rest(rowName(dependent, link));
    const cell = `\t${head}`;
    for (let at = cells.indexOf(cell); at >= 0; at = cells.indexOf(cell, at + 1)) {
      // Another word may begin with this one.
      const [count] = /^\d+/.exec(cells.slice(at + cell.length, at + cell.length + LONGEST_COUNT)) ?? [];
      if (count !== undefined) return Number(count);
    }
    return 0;
  }

  /** The share of a case among those that a predicate has, whatever its nouns: of 渡る a third is を. 0 to 1. */
  shareOf({ link, head }: Pick<Collocation, 'link' | 'head'>): number {
    if (!isCaseLink(link)) return 0;
    return this.count({ dependent: ANY, link, head }) / (this.#total(head) + FEW);
  }

  /**
   * What a noun, a verb or an adjective is seen with, as a predicate and what belongs to it: 席 with 外す, which 席 is
   * the を of. First what is seen oftenest for how common it is (local mutual information: Evert 2005, "The Statistics
   * of Word Cooccurrences"); passives and causatives are left out.
   */
  of(word: string, most: number): Collocation[] {
    const asDependent = CASES.flatMap((link) =>
      headsOf(this.#lines.rest(rowName(word, link))).map((found) => ({ dependent: word, link, ...found })),
    );
    const asHead = this.#lines.having(word).flatMap(({ key, value }) => {
      const [dependent = '', link = ''] = key.split(' ');
      const found = { dependent, link, ...headAndCount(value) };
      return found.head === word && isCaseLink(link) && !dependent.startsWith(ANY) ? [found] : [];
    });
    const own = asDependent.reduce((sum, { count }) => sum + count, 0);
    // What is seen seldom is worth little, however telling it is: the rest need not be weighed.
    const frequent = [...asDependent, ...asHead]
      .filter(({ dependent, head }) => !COMMON.has(dependent) && !COMMON.has(head) && !VOICE.test(head))
      .sort((a, b) => b.count - a.count)
      .slice(0, LOOKED_AT * most);
    return frequent
      .map((found) => ({ ...found, worth: found.count * (found.head === word ? USUAL : this.#lift(found, own)) }))
      .sort((a, b) => b.worth - a.worth)
      .slice(0, most)
      .map(({ dependent, link, head }) => ({ dependent, link, head }));
  }

  /** Bits by which a head is likelier with its dependent than with any. */
  #lift({ head, count }: { readonly head: string; readonly count: number }, own: number): number {
    this.#all ??= CASES.reduce(
      (sum, link) => headsOf(this.#lines.rest(rowName(ANY, link))).reduce((part, one) => part + one.count, sum),
      0,
    );
    return Math.log2((count * this.#all) / (own * Math.max(this.#total(head), count)));
  }

  /** How often a predicate was seen with any noun in any case. */
  #total(head: string): number {
    let total = this.#totals.get(head);
    if (total === undefined) {
      total = CASES.reduce((sum, link) => sum + this.count({ dependent: ANY, link, head }), 0);
      this.#totals.set(head, total);
    }
    return total;
  }
}

/** Words that go with everything, and say nothing of what they are seen with. */
const COMMON: ReadonlySet<string> = new Set(
  'する ある いる なる できる 出来る ない 無い それ これ あれ どれ ここ そこ 何 なに 私 彼 人 こと もの ところ 上 中 下 前 後 間 方 時 的 性 化 者 さ 一緒 たま'.split(
    ' ',
  ),
);
/** れる and せる stand behind the verb they belong to. */
const VOICE = /.[うくぐすつぬぶむる][れせ]る$|\p{Script=Han}{2}[れせ]る$/u;
/** As many times more are looked at as are named. */
const LOOKED_AT = 6;
/** What a dependent of a predicate is worth: how common it is with others is not known. */
const USUAL = 3;

function headAndCount(cell: string): { readonly head: string; readonly count: number } {
  const [count = ''] = /\d+$/.exec(cell) ?? [];
  return { head: cell.slice(0, cell.length - count.length), count: Number(count) };
}

const headsOf = (cells: string) => cells.split('\t').slice(1).map(headAndCount);

/** Digits of a count. */
const LONGEST_COUNT = 8;

/** What a row is sorted by. */
export const rowName = (dependent: string, link: string): string => `${dependent} ${link}`;
