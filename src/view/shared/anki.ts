import type { WordMessage } from '../../protocol/analysis.ts';
import { tsvField } from './tsv.ts';
import { wordsWithin, type ReaderState } from './reader.ts';
import { sentencesAround } from './sentences.ts';

/** What Anki calls its own note type for cloze cards: in Japanese, until lately and now, and in English. */
const NOTE_TYPES = ['穴埋め', '穴埋め問題', 'Cloze'];
/**
 * Lines that Anki reads before the rows, so that nothing has to be set when importing: of note types it passes over
 * those that it has not. The columns have no names: they would have to be those of the fields, which are in Anki's
 * language, too; without names they go to the fields in their order.
 */
const HEADER = ['#separator:tab', '#html:false', ...NOTE_TYPES.map((name) => `#notetype:${name}`)];
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
 * Rows for Anki's cloze cards, with the two fields that these have: the sentence with the word taken out; dictionary
 * form, its reading and its meaning.
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
    const reading = baseReading === null ? '' : `【${baseReading}】`;
    const meaning = (meanings[index] ?? []).join(' / ');
    return [`${before}{{c1::${text.slice(start, end)}}}${after}`, `${base}${reading} ${meaning}`.trim()];
  });
  return [...HEADER, ...rows.map((row) => row.map(tsvField).join('\t'))].join('\n');
}
