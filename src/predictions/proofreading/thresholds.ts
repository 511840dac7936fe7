import type { Judged } from './judge.ts';
import { strictnesses, type SlipKind, type Strictness } from '../results.ts';

interface Weights extends Readonly<Record<Strictness, number>> {
  /** How much it counts how often such slips are made. */
  readonly prior: number;
  /**
   * How much what is rare in its place, even where what is written is rarer still, counts against a proposal: names and
   * rare words are surprising without being wrong.
   */
  readonly likelihood: number;
  /**
   * How much it counts how much likelier the words in its place become by themselves, up to `MOST_OWN` bits: a word of
   * which only the neighbours gain is rarely wrong.
   */
  readonly own: number;
  /** How much it counts against a proposal that the rest of the sentence is surprising, too. */
  readonly usual: number;
  /** How much it counts that its words are oftener seen together, up to `MOST_TOGETHER` bits. */
  readonly together: number;
  /** How many bits it counts that handbooks have what is proposed with what is there, and not what is written. */
  readonly told: number;
}

/** Slips too rare, or too clear, to fit anything to. */
const BY_HAND = { prior: 1, likelihood: 0.5, own: 0, usual: 0, together: 0, told: 0 } as const;

/**
 * What each part of the evidence is worth where a bit of gain is worth one, and the bits of evidence a proposal needs
 * at each setting. Those of particles, homophones and kana are near what a logistic regression gives (`npm run
 * hints:fit`); docs/hints.md has the text they were chosen on, and what they come to on other text.
 */
export const WEIGHTS: { readonly [K in SlipKind]: Weights } = {
  particle: {
    prior: 2.3,
    likelihood: 0.4,
    own: 0.5,
    usual: -3,
    together: 2,
    told: 18,
    strict: 15,
    balanced: 7.5,
    eager: 4.5,
  },
  homophone: {
    prior: 2.3,
    likelihood: 0.5,
    own: 0.3,
    usual: -2.5,
    together: 1.3,
    told: 22,
    strict: 10,
    balanced: 3.5,
    eager: -2,
  },
  kana: { prior: 2.7, likelihood: 0.5, own: 0, usual: -4.3, together: 0, told: 0, strict: 1, balanced: -4, eager: -10 },
  doubled: { ...BY_HAND, strict: 16, balanced: 10.5, eager: 6 },
  okurigana: { ...BY_HAND, strict: 14, balanced: 6, eager: 2 },
  ranuki: { ...BY_HAND, likelihood: 0.2, strict: 8, balanced: 2, eager: 0 },
  inflection: { ...BY_HAND, strict: 12, balanced: 8, eager: 4 },
  politeness: { ...BY_HAND, strict: 8, balanced: 2, eager: 0 },
  usage: { ...BY_HAND, strict: 8, balanced: 2, eager: 0 },
};

/** What words gain by themselves beyond this (bits) is all the same. */
export const MOST_OWN = 8;
/** And how much oftener they are seen together. */
export const MOST_TOGETHER = 10;
/** Words less likely (bits) than this are all the same. */
export const LEAST_LIKELY = -25;

/**
 * What speaks for a proposal, in bits: how much likelier the sentence becomes, and its own words, how often such slips
 * are made, how likely the words proposed are where they would stand, how usual the rest of the sentence is, and how
 * often such words are seen together.
 */
export function evidence({ version: { proposal }, here, gain, likelihood, usual, together, told }: Judged): number {
  const weights = WEIGHTS[proposal.kind];
  return (
    gain +
    weights.own * Math.min(here, MOST_OWN) +
    weights.prior * (proposal.prior ?? 0) +
    weights.likelihood * Math.max(likelihood, LEAST_LIKELY) +
    weights.usual * usual +
    weights.together * Math.max(-MOST_TOGETHER, Math.min(together, MOST_TOGETHER)) +
    weights.told * told
  );
}

/** The strictest setting under which that much evidence is enough; undefined where it is under none. */
export function strictnessOf(kind: SlipKind, bits: number): Strictness | undefined {
  return strictnesses.find((level) => bits >= WEIGHTS[kind][level]);
}

/** Bits by which a particle goes behind what is beside it: there is one for most wrong words (会議を望む for 臨む). */
const PARTICLE_LAST = -16;

/**
 * By how many bits there is more evidence than is asked for: what makes proposals comparable of which only one can be
 * carried out, whatever their kinds.
 */
export function excess(kind: SlipKind, bits: number): number {
  return bits - WEIGHTS[kind].balanced + (kind === 'particle' ? PARTICLE_LAST : 0);
}
