import type { Expected } from './expected.ts';
import type { Form } from './forms.ts';

export const te: Expected = { surface: ['て', 'で'], pos: '助詞,接続助詞' };

/**
 * Where an ending may stand: after て, after anything that is conjugated, after the stem that ます follows, after the one
 * that only た and て follow, after the one of five that ない follows, after ない, after なきゃ, after what う
 * follows, after そう, after a verb's dictionary form, after a verb as ます follows it (ichidan: 食べ), after ん for る or
 * ら, or after an order of what can be done (沿え).
 */
type After =
  | 'te'
  | 'any'
  | 'stem'
  | 'euphonic'
  | 'irrealis'
  | 'negative'
  | 'contracted'
  | 'volitional'
  | 'noun'
  | 'final'
  | 'connective'
  | 'ichidan'
  | 'short'
  | 'able';

/** What belongs to the word before it, and what it says. */
export interface Ending {
  readonly after: After;
  readonly expect: readonly Expected[];
  /** What has to follow, and is no part of it. */
  readonly ahead?: readonly Expected[];
  /** What must not follow. */
  readonly unless?: readonly Expected[];
  /** Verbs, by dictionary form, that it never follows. */
  readonly except?: readonly string[];
  readonly forms: readonly Form[];
}
