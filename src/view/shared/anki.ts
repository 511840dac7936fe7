import type { WordMessage } from '../../protocol/analysis.ts';
import { tsvField } from './tsv.ts';
import { wordsWithin, type ReaderState } from './reader.ts';
import { sentencesAround } from './sentences.ts';

/** Lines that Anki reads before the rows, so that nothing has to be set when importing. */
const HEADER = ['#separator:tab', '#html:false', '#columns:Word\tReading\tMeaning\tSentence'];
/** Classes of src/language that are no cards. */
const LEFT_OUT = new Set(['particle', 'auxiliary', 'symbol', 'number', 'prefix', 'suffix', 'other']);

/** The words that are blanked out, whatever they are; none where no word is, or only the text's own blanks. */
export function chosenWords({ analysis, words, masked }: ReaderState): WordMessage[] {
  const chosen = [...masked].filter((index) => !words[index]?.blank);
  return (analysis?.words ?? []).filter(
    ({ base, first, last }) => base !== '' && chosen.some((index) => index >= first && index < last),
  );
}

/**
 * The words for cards, each once: those that are blanked out, or all that were asked for and are worth one, which
 * particles and marks are not.
 */
export function ankiWords(state: ReaderState): WordMessage[] {
  const chosen = chosenWords(state);
  const { analysis } = state;
  const seen = new Set<string>();
  const asked = wordsWithin(analysis?.words ?? [], analysis?.selected ?? null);
  return (chosen.length > 0 ? chosen : asked).filter((word) => {
    const key = `${word.base} ${word.baseReading}`;
    if (chosen.length === 0 && (LEFT_OUT.has(word.class) || word.base === '')) return false;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * Rows for Anki's cloze cards: dictionary form, its reading, its meaning, and the sentence with the word taken out.
 * @param meanings Of each word, in their order.
 */
export function toAnki(
  { text, words: drawn }: ReaderState,
  words: readonly WordMessage[],
  meanings: readonly (readonly string[])[],
): string {
  const sentences = sentencesAround(text, drawn);
  const rows = words.map(({ start, end, first, last, base, baseReading }, index) => {
    const before = text.slice(sentences[first]!.start, start);
    const after = text.slice(end, sentences[last - 1]!.end);
    return [
      base,
      baseReading ?? '',
      (meanings[index] ?? []).join(' / '),
      `${before}{{c1::${text.slice(start, end)}}}${after}`,
    ];
  });
  return [...HEADER, ...rows.map((row) => row.map(tsvField).join('\t'))].join('\n');
}
