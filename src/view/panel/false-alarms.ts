import type { ViewSettings } from '../shared/settings.ts';

/**
 * Words of correct text that the model never saw, and the false alarms in it at each setting: the last row of the first
 * table of docs/hints.md.
 */
export const MEASURED = { words: 33_173, strict: 29, balanced: 66, eager: 132 } as const;

/** In so many words of correct text there is one false alarm, to two figures. */
export const wordsPerFalseAlarm = (strictness: ViewSettings['strictness']): number =>
  Number((MEASURED.words / Math.max(1, MEASURED[strictness])).toPrecision(2));
