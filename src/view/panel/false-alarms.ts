import type { ViewSettings } from '../shared/settings.ts';

/** Words of correct text that had not been looked at, and the false alarms in it at each setting: the last row of the first table of docs/hints.md. */
export const MEASURED = { words: 13_586, strict: 16, balanced: 23, eager: 58 } as const;

/** In so many words of correct text there is one false alarm, to two figures. */
export const wordsPerFalseAlarm = (strictness: ViewSettings['strictness']): number =>
  Number((MEASURED.words / Math.max(1, MEASURED[strictness])).toPrecision(2));
