import type { Hint } from '../../protocol/scores.ts';

/** Why, in words, by the kind of slip. */
export const reasons = {
  particle: 'panelHintParticle',
  homophone: 'panelHintHomophone',
  doubled: 'panelHintDoubled',
  kana: 'panelHintKana',
  okurigana: 'panelHintOkurigana',
  ranuki: 'panelHintRanuki',
  inflection: 'panelHintInflection',
  politeness: 'panelHintPoliteness',
  usage: 'panelHintUsage',
} as const satisfies Record<Hint['kind'], string>;
