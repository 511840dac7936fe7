import { toHiragana } from '../../src/language/kana.ts';

/** One of IPADIC's words: how it is written and read here, and in the dictionary. */
export interface LexiconRow {
  readonly surface: string;
  readonly fine: string;
  /** Of conjugation. */
  readonly type: string;
  readonly base: string;
  readonly reading: string;
  readonly cost: number;
}

/** How rare a word is, written so and read so: the lower, the more usual. */
export type Rarity = (written: string, reading: string) => number;

/** How much rarer than it is written a word is in a reading that is not its first (入る as いる). */
const OTHER_READING = 8;
const KANA_END = /[ぁ-ん]$/;

/**
 * How rare words are, by their places in the vocabulary of the default model, which begins with what its corpus has
 * most often: of a word the most frequent form. What it does not have is rarer than all it has, and IPADIC's cost
 * tells.
 */
export function measureRarity(rows: readonly LexiconRow[], ranks: ReadonlyMap<string, number>): Rarity {
  const forms = new Map<string, number>();
  const costs = new Map<string, number>();
  const least = new Map<string, number>();
  const keep = (map: Map<string, number>, key: string, value: number) =>
    map.set(key, Math.min(map.get(key) ?? Infinity, value));
  for (const { surface, type, base, reading, cost } of rows) {
    // The stem of 選る, 選, is mostly that of other words, but that of 寝る is 寝.
    const isOwn = !KANA_END.test(base) || KANA_END.test(surface) || /^(?:一段|カ変)/.test(type);
    if (isOwn) keep(forms, base, ranks.get(surface) ?? ranks.size);
    if (surface !== base) continue;
    keep(costs, `${base}/${toHiragana(reading)}`, cost);
    keep(least, base, cost);
  }
  return (written, reading) => {
    const cost = costs.get(`${written}/${reading}`) ?? Infinity;
    const isOther = cost > (least.get(written) ?? Infinity);
    return ((forms.get(written) ?? ranks.size) + Math.min(cost, 10_000) / 10_000) * (isOther ? OTHER_READING : 1);
  };
}
