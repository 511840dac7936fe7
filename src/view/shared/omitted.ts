import type { Analysis } from '../../protocol/analysis.ts';

/** The message for a text of which only a part is shown; null where it is all of what was asked for. */
export function omittedKey({ omitted, goesOn }: Pick<Analysis, 'omitted' | 'goesOn'>) {
  if (omitted > 0) return goesOn ? 'omittedAtLeast' : 'omitted';
  return goesOn ? 'selectionGoesOn' : null;
}
