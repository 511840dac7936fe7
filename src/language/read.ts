import type { Morpheme, Span } from '../morphemes/morpheme.ts';
import type { Ruby } from './furigana.ts';
import { writtenRubies } from './given.ts';
import { baseReading } from './base-reading.ts';
import { lemmaInContext } from './context.ts';
import { fiveRowLemma, kanaLemma } from './kana-verbs.ts';
import { nothingKnown, readAsGiven, readWord, type KnownReadings, type ShownReading } from './reading.ts';
import type { ReaderWord } from './reader-word.ts';
import { groupWords } from './words.ts';

export interface ReadWord extends ReaderWord, ShownReading {
  /** How its dictionary form is read, in hiragana; null where it is in kana, or nobody can tell. */
  readonly baseReading: string | null;
  /** One of its morphemes is written as another word is. */
  readonly ambiguous: boolean;
}

/** What a tokenizer finds in a text: a morpheme, or null where something else stands (a blank). */
export interface Unit extends Span {
  readonly morpheme: Morpheme | null;
}

/**
 * The words of a text as a reader knows them, and how they are read. A unit without a morpheme is a word of class
 * `other`.
 */
export function readText(text: string, units: readonly Unit[], known: Partial<KnownReadings> = {}): ReadWord[] {
  const all = { ...nothingKnown, ...known };
  const given = [...all.given, ...writtenRubies(text)];
  const morphemes = units.map(({ morpheme }) => morpheme);
  const isAmbiguous = ({ first, last }: ReaderWord) => {
    let at = first;
    while (at < last && !all.chosen.has(at)) at++;
    return at < last;
  };
  /** And not of a phrase that begins with it. */
  const isOfFirst = ({ base, first }: ReaderWord) => base === morphemes[first]!.baseForm;
  const lemmaOf = (word: ReaderWord) =>
    lemmaInContext(text, morphemes, word.first, all.chosen, readAsGiven(text, morphemes[word.first]!, given)?.reading);
  return acrossWords(groupWords(text, morphemes, all.lexicon, given), given).map((word) => {
    if (!morphemes[word.first]) {
      const { start, end } = units[word.first]!;
      return { ...word, start, end, reading: null, rubies: [], baseReading: null, ambiguous: false };
    }
    const own = isOfFirst(word) ? lemmaOf(word) : null;
    const told = own ?? kanaLemma(text, word) ?? (isOfFirst(word) ? fiveRowLemma(morphemes, word) : null);
    const base = told ?? word.base;
    const read = { ...word, base, ...readWord(text, word, morphemes, { ...all, given }) };
    return { ...read, baseReading: baseReading(read, text), ambiguous: isAmbiguous(word) };
  });
}

/** Words that share one of the page's rubies are one: its author read them so. */
function acrossWords(words: readonly ReaderWord[], given: readonly Ruby[]): ReaderWord[] {
  const result: ReaderWord[] = [];
  for (const word of words) {
    const before = result.at(-1);
    if (before?.end === word.start && given.some(({ start, end }) => start < word.start && end > word.start)) {
      const base = before.base + word.base;
      result.splice(-1, 1, { ...word, start: before.start, first: before.first, base, own: null });
    } else result.push(word);
  }
  return result;
}
