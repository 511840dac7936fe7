import type { Judged } from './judge.ts';
import type { SlipKind } from './proposal.ts';
import { FITTED } from './weights.ts';

/** How sure one wants to be: `strict` speaks up least. */
export const STRICTNESS = ['strict', 'balanced', 'eager'] as const;
export type Strictness = (typeof STRICTNESS)[number];

interface Weights extends Readonly<Record<Strictness, number>> {
  /** How much it counts how often such slips are made. */
  readonly prior: number;
  /** How much what is rare in its place, even where what is written is rarer still, counts against a proposal: names and rare words are surprising without being wrong. */
  readonly likelihood: number;
  /** How much it counts against a proposal that the rest of the sentence is surprising, too. */
  readonly usual: number;
}

/** Slips too rare, or too clear, to fit anything to; and kana, of which a fit found fewer. */
const BY_HAND = { prior: 1, likelihood: 0.5, usual: 0 } as const;

/** Weights, and the bits of evidence a proposal needs at each setting; chosen on text that no model was trained on: docs/hints.md has the numbers and how to measure them. */
const WEIGHTS: { readonly [K in SlipKind]: Weights } = {
  ...FITTED,
  kana: { ...BY_HAND, strict: 20, balanced: 13.5, eager: 9 },
  doubled: { ...BY_HAND, strict: 16, balanced: 11.5, eager: 6 },
  okurigana: { ...BY_HAND, strict: 18, balanced: 12, eager: 8 },
  ranuki: { ...BY_HAND, strict: 8, balanced: 4, eager: 2 },
  usage: { ...BY_HAND, strict: 8, balanced: 2, eager: 0 },
};

/** Words less likely (bits) than this are all the same. */
export const LEAST_LIKELY = -25;

/**
 * What speaks for a proposal, in bits: how much likelier the sentence becomes, how often such slips are made, how likely the words proposed are where they would
 * stand, and how usual the rest of the sentence is.
 */
export function evidence({ version: { proposal }, gain, likelihood, usual }: Judged): number {
  const weights = WEIGHTS[proposal.kind];
  return (
    gain +
    weights.prior * (proposal.prior ?? 0) +
    weights.likelihood * Math.max(likelihood, LEAST_LIKELY) +
    weights.usual * usual
  );
}

/** The strictest setting under which that much evidence is enough; undefined where it is under none. */
export function strictnessOf(kind: SlipKind, bits: number): Strictness | undefined {
  return STRICTNESS.find((level) => bits >= WEIGHTS[kind][level]);
}

/** By how many bits there is more evidence than is asked for: what makes proposals of different kinds comparable. */
export function excess(kind: SlipKind, bits: number): number {
  return bits - WEIGHTS[kind].balanced;
}
