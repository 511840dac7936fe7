import type { Word } from '../shared/words.ts';

/** The particles learners and writers hesitate between, in the order textbooks teach them. */
export const PARTICLES = ['は', 'が', 'を', 'に', 'で', 'へ', 'と', 'から', 'まで'] as const;

/** Whether one of these particles, used as one, stands there. */
export function isParticle({ text, class: kind }: Pick<Word, 'text' | 'class'>): boolean {
  return kind === 'particle' && (PARTICLES as readonly string[]).includes(text);
}
