import type { BunsetsuMessage, Dependencies } from '../../protocol/dependencies.ts';

/** A bunsetsu with those that depend on it, in the order of the text. */
export interface Branch {
  readonly index: number;
  readonly dependents: readonly Branch[];
}

/** The trees of a text: one for each sentence in it, from its last bunsetsu down. */
export function branches(bunsetsu: readonly BunsetsuMessage[]): Branch[] {
  const below = (head: number): Branch[] =>
    bunsetsu.flatMap(({ dependsOn }, index) => (dependsOn?.head === head ? [{ index, dependents: below(index) }] : []));
  return bunsetsu.flatMap(({ dependsOn }, index) => (dependsOn === null ? [{ index, dependents: below(index) }] : []));
}

/** What a bunsetsu is to the chosen one. */
export type Role = 'chosen' | 'head' | 'other-head' | 'dependent' | 'none';

/** @param index Of the bunsetsu asked about. @param chosen Index of the chosen one; null where none is. */
export function roleOf({ bunsetsu }: Dependencies, index: number, chosen: number | null): Role {
  if (chosen === null) return 'none';
  if (index === chosen) return 'chosen';
  const own = bunsetsu[chosen]?.dependsOn;
  if (own?.head === index) return 'head';
  if (own?.or?.head === index) return 'other-head';
  return bunsetsu[index]!.dependsOn?.head === chosen ? 'dependent' : 'none';
}

/** An arc over the text, from the middle of a bunsetsu to that of its head, drawn so high that no two cross. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  /** 1 over neighbours, more over whatever lies below. */
  readonly level: number;
}

/** One arc for each bunsetsu with a head, short ones first. */
export function arcsOf(bunsetsu: readonly BunsetsuMessage[]): Arc[] {
  const arcs = bunsetsu
    .flatMap(({ dependsOn }, from) => (dependsOn ? [{ from, to: dependsOn.head }] : []))
    .sort((a, b) => a.to - a.from - (b.to - b.from));
  const placed: Arc[] = [];
  for (const { from, to } of arcs) {
    const below = placed.filter((arc) => arc.from >= from && arc.to <= to).map(({ level }) => level);
    placed.push({ from, to, level: 1 + Math.max(0, ...below) });
  }
  return placed;
}
