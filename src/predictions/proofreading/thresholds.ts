import type { Judged } from './judge.ts';
import type { SlipKind } from './proposal.ts';

/** How sure one wants to be: `strict` speaks up least. */
export const STRICTNESS = ['strict', 'balanced', 'eager'] as const;
export type Strictness = (typeof STRICTNESS)[number];

/** How much what is rare in its place, even where what is written is rarer still, counts against a proposal: names and rare words are surprising without being wrong. */
const RARE = 0.5;

/**
 * What speaks for a proposal, in bits: how much likelier the sentence becomes, how often such slips are made, and how likely the words proposed are where they would
 * stand.
 */
export function evidence({ version: { proposal }, gain, likelihood }: Judged): number {
  return gain + (proposal.prior ?? 0) + RARE * likelihood;
}

/** Bits of evidence a proposal needs, chosen on text that no model was trained on: docs/hints.md has the numbers and how to measure them. */
export const THRESHOLDS: { readonly [S in Strictness]: { readonly [K in SlipKind]: number } } = {
  strict: { particle: 14, homophone: 14, doubled: 16, kana: 20, okurigana: 18, ranuki: 8, usage: 8 },
  balanced: { particle: 10, homophone: 9, doubled: 11.5, kana: 13.5, okurigana: 12, ranuki: 4, usage: 2 },
  eager: { particle: 7, homophone: 6, doubled: 6, kana: 9, okurigana: 8, ranuki: 2, usage: 0 },
};
