import { ANY, isCaseLink, UNCOUNTED, type Collocation } from '../../src/language/collocations.ts';
import { rowName } from '../../src/language/seen-together.ts';

/** How often a pair is seen to be worth a line: of nouns beside nouns there are many, and most say nothing. */
const LEAST = { case: 2, other: 3 } as const;

/** Counts collocations, and writes those that were seen often enough as lines of a pack. */
export class Counts {
  readonly #rows = new Map<string, { readonly least: number; readonly counts: Map<string, number> }>();

  add({ dependent, link, head }: Collocation): void {
    if (dependent === UNCOUNTED) return;
    const least = isCaseLink(link) ? LEAST.case : LEAST.other;
    this.#count(rowName(dependent, link), head, least);
    if (isCaseLink(link)) this.#count(rowName(ANY, link), head, least);
  }

  #count(row: string, head: string, least: number): void {
    let heads = this.#rows.get(row);
    if (!heads) this.#rows.set(row, (heads = { least, counts: new Map() }));
    heads.counts.set(head, (heads.counts.get(head) ?? 0) + 1);
  }

  /** `dependent link, head and count …`, sorted, with `*` for any dependent; the most frequent heads first. */
  lines(): string[] {
    return [...this.#rows]
      .map(([row, { least, counts }]): [string, [string, number][]] => [
        row,
        [...counts].filter(([, count]) => count >= least),
      ])
      .filter(([, heads]) => heads.length > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([row, heads]) =>
        [
          row,
          ...heads.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([head, count]) => `${head}${count}`),
        ].join('\t'),
      );
  }
}
