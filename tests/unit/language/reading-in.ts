import { ipadicAnalyzer } from '../../conformance/data.ts';
import { readText, type ReadWord } from '../../../src/language/read.ts';

const analyzer = ipadicAnalyzer();

const wordsOf = (text: string): ReadWord[] =>
  readText(
    text,
    analyzer.analyze(text, { normalize: true }).map((morpheme) => ({ ...morpheme, morpheme })),
  );

/** How the word that is written so is read in a text; null where nothing is shown, undefined where there is none. */
export const readingIn = (text: string, written: string): string | null | undefined =>
  wordsOf(text).find(({ start, end }) => text.slice(start, end) === written)?.reading;
