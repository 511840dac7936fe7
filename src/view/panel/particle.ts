import type { MessageKey } from '../shared/translate.ts';
import type { DrawnWord } from '../shared/words.ts';

/**
 * The particles learners and writers hesitate between, in the order textbooks teach them, and what each makes of the
 * noun before it.
 */
const roles: Readonly<Record<string, MessageKey>> = {
  は: 'particleTopic',
  が: 'particleSubject',
  を: 'particleObject',
  に: 'particleTo',
  で: 'particleAt',
  へ: 'particleTowards',
  と: 'particleWith',
  から: 'particleFrom',
  まで: 'particleUntil',
};
export const PARTICLES: readonly string[] = Object.keys(roles);

/** Others that come up in their place. */
const otherRoles: Readonly<Record<string, MessageKey>> = {
  の: 'particleOf',
  も: 'particleToo',
  より: 'particleThan',
};

/** What a particle makes of the noun before it; undefined for other words. */
export const roleOf = (particle: string): MessageKey | undefined => roles[particle] ?? otherRoles[particle];

/** Whether one of these particles, used as one, stands there. */
export function isParticle({ text, hue: kind }: Pick<DrawnWord, 'text' | 'hue'>): boolean {
  return kind === 'particle' && PARTICLES.includes(text);
}
