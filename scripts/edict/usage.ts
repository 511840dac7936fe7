import { HAN, HIRAGANA, toHiragana } from '../../src/language/kana.ts';

/** One of IPADIC's words: how it is written and read here, and in the dictionary. */
export interface LexiconRow {
  readonly surface: string;
  readonly coarse: string;
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
/** How much rarer a word is that only names an action where IPADIC has the kana as a thing (ぼうし is hardly 防止). */
const NO_ACTION = 4;
/** By so much more than the cheapest a kind of noun may cost that kana are taken for. */
const NEAR_COST = 3_000;
const NOUN = /^(?:一般|サ変接続|副詞可能|形容動詞語幹)$/;

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
  const kinds = kindsOf(rows);
  const kanaKinds = likeliestKinds(rows);
  const kindFactor = (written: string, reading: string) => {
    const own = kinds.get(`${written}/${reading}`);
    const kana = kanaKinds.get(reading);
    if (!own || !kana || !HAN.test(written) || [...kana].some((kind) => own.has(kind))) return 1;
    // きのう says when, and is no 機能.
    if (kana.has('副詞可能')) return Infinity;
    return own.has('サ変接続') && kana.has('一般') ? NO_ACTION : 1;
  };
  return (written, reading) => {
    const cost = costs.get(`${written}/${reading}`) ?? Infinity;
    const isOther = cost > (least.get(written) ?? Infinity);
    return (
      ((forms.get(written) ?? ranks.size) + Math.min(cost, 10_000) / 10_000) *
      (isOther ? OTHER_READING : 1) *
      kindFactor(written, reading)
    );
  };
}

/** The kinds of noun that a word is to IPADIC, by how it is written and read. */
function kindsOf(rows: readonly LexiconRow[]): ReadonlyMap<string, ReadonlySet<string>> {
  const kinds = new Map<string, Set<string>>();
  for (const { surface, base, reading, coarse, fine } of rows) {
    if (surface !== base || coarse !== '名詞') continue;
    const key = `${base}/${toHiragana(reading)}`;
    kinds.set(key, (kinds.get(key) ?? new Set()).add(fine));
  }
  return kinds;
}

/** The kinds of noun that IPADIC takes kana for, where they are that. */
function likeliestKinds(rows: readonly LexiconRow[]): ReadonlyMap<string, ReadonlySet<string>> {
  const own = new Map<string, LexiconRow[]>();
  for (const row of rows)
    if (row.coarse === '名詞' && NOUN.test(row.fine) && row.surface === row.base && HIRAGANA.test(row.surface))
      own.set(row.surface, [...(own.get(row.surface) ?? []), row]);
  return new Map(
    [...own].map(([kana, alike]) => {
      const least = Math.min(...alike.map(({ cost }) => cost));
      return [kana, new Set(alike.filter(({ cost }) => cost <= least + NEAR_COST).map(({ fine }) => fine))];
    }),
  );
}
