import type { Params } from '../../protocol/protocol.ts';
import type { ViewSettings } from '../shared/settings.ts';
import type { DrawnWord } from '../shared/words.ts';
import { isParticle, PARTICLES } from './particle.ts';

/** All that the answer about a word depends on. */
export interface Question {
  readonly prediction: Params<'predict'>;
  /** At a particle: the nine in its place. */
  readonly particles: Params<'alternatives'> | null;
}

/**
 * What is asked about a chosen word: what could stand there, in place of all that is drawn as one with it unless word
 * pieces are shown.
 */
export function questionOf(
  word: DrawnWord,
  text: string,
  { pieces, candidates, anyClass }: Pick<ViewSettings, 'pieces' | 'candidates' | 'anyClass'>,
): Question {
  const particle = isParticle(word);
  return {
    prediction: {
      text,
      morphemes: [...(word.joint && !pieces ? word.joint.indexes : [word.index])],
      candidates,
      ...((particle || anyClass) && { anyClass: true }),
    },
    particles: particle ? { text, start: word.start, end: word.end, texts: [...PARTICLES] } : null,
  };
}
