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

/** Finer classes of those that make nothing of a noun: they join or end clauses, or make an adverb (静かに). */
const OF_NO_NOUN: readonly string[] = ['接続助詞', '終助詞', '副詞化'];

/** Whether one of these particles stands there, and makes something of a noun. */
export function isParticle({
  text,
  hue: kind,
  partOfSpeech: [, fine = ''],
}: Pick<DrawnWord, 'text' | 'hue' | 'partOfSpeech'>): boolean {
  return kind === 'particle' && PARTICLES.includes(text) && !OF_NO_NOUN.includes(fine);
}
