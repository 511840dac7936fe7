import { sentencesOf } from '../../language/sentences.ts';
import type { WordMessage } from '../../protocol/analysis.ts';
import { tsvField } from './tsv.ts';
import { wordsWithin, type ReaderState } from './reader.ts';

/** Lines that Anki reads before the rows, so that nothing has to be set when importing. */
const HEADER = ['#separator:tab', '#html:false', '#columns:Word\tReading\tMeaning\tSentence'];
/** Classes of src/language that are no cards. */
const LEFT_OUT = new Set(['particle', 'auxiliary', 'symbol', 'number', 'prefix', 'suffix', 'other']);

/** The words that were asked for and are worth a card, each once: particles and marks are not. */
export function ankiWords({ analysis }: ReaderState): WordMessage[] {
  const seen = new Set<string>();
  return wordsWithin(analysis?.words ?? [], analysis?.selected ?? null).filter((word) => {
    const key = `${word.base} ${word.baseReading}`;
    if (LEFT_OUT.has(word.class) || word.base === '' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * Rows for Anki's cloze cards: dictionary form, its reading, its meaning, and the sentence with the word taken out.
 * @param meanings Of each word, in their order.
 */
export function toAnki(
  { text }: ReaderState,
  words: readonly WordMessage[],
  meanings: readonly (readonly string[])[],
): string {
  const rows = words.map(({ start, end, base, baseReading }, index) => {
    const [before, after] = sentenceAround(text, start, end);
    return [
      base,
      baseReading ?? '',
      (meanings[index] ?? []).join(' / '),
      `${before}{{c1::${text.slice(start, end)}}}${after}`,
    ];
  });
  return [...HEADER, ...rows.map((row) => row.map(tsvField).join('\t'))].join('\n');
}

/** What stands before and behind [start, end) in its sentence. */
function sentenceAround(text: string, start: number, end: number): [before: string, after: string] {
  const sentence = sentencesOf(text).findLast((one) => one.start <= start);
  return [text.slice(sentence?.start ?? 0, start), text.slice(end, Math.max(end, sentence?.end ?? text.length))];
}
