import type { Hint } from '../../protocol/scores.ts';
import { strictnesses } from '../../protocol/settings.ts';
import { isOwn } from './own-words.ts';
import type { ViewSettings } from './settings.ts';

/**
 * Whether a find that begins at `start` of a text is said: it passes the setting, and is none of the user's own words.
 */
export function isSaid(
  { strictness, written }: Pick<Hint, 'strictness' | 'written'>,
  text: string,
  start: number,
  settings: Pick<ViewSettings, 'strictness' | 'ownWords'>,
): boolean {
  return (
    strictnesses.indexOf(strictness) <= strictnesses.indexOf(settings.strictness) &&
    !isOwn(text, start, start + written.length, settings.ownWords)
  );
}
