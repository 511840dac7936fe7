import { SortedLines } from './sorted-lines.ts';

/** What another dictionary than the analyser's knows of words. */
export interface Lexicon {
  /** The reading of a word that is several morphemes and read otherwise than they are, by how it is written. */
  readonly compound: (written: string) => string | null;
  /** The verb that a potential verb is made of: 行く of 行ける. */
  readonly potential: (base: string) => string | null;
}

export const noLexicon: Lexicon = { compound: () => null, potential: () => null };

/** What models/edict/readings.txt tells: lines of what is written, its reading, and of a potential verb its verb. */
export function lexiconOf(pack: string): Lexicon {
  const lines = new SortedLines(pack);
  return {
    compound: (written) => lines.of(written)[0]?.[0] || null,
    potential: (base) => lines.of(base)[0]?.[1] ?? null,
  };
}
