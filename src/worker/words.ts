import { CaseFrames } from '../language/case-frames.ts';
import { ReadAlike } from '../language/read-alike.ts';
import { Collocations } from '../language/seen-together.ts';
import { Meanings } from '../language/meanings.ts';
import { readThrough, type Readings } from '../language/inner-furigana.ts';
import { readText, type ReadWord, type Unit } from '../language/read.ts';
import { lexiconOf } from '../language/lexicon.ts';
import type { Ruby } from '../language/furigana.ts';
import { choicesOf } from '../language/heteronyms.ts';
import type { ModelFiles } from '../engine/model-files.ts';
import { DictionaryError } from '../morphemes/errors.ts';
import type { Encoding, Tokenizer } from '../pieces/encoding.ts';
import type { Knowledge } from '../predictions/proofreading/knowledge.ts';
import type { Params } from '../protocol/protocol.ts';
import { wordClasses, type WordClass } from '../language/names.ts';

const READINGS = 'models/edict/readings.txt';
const GLOSSES = 'models/edict/glosses.txt';
const COLLOCATIONS = 'models/collocations/collocations.txt';
const READ_ALIKE = 'models/handbook/read-alike.txt';
const CASE_FRAMES = 'models/handbook/case-frames.txt';

/**
 * Reads the words of what a tokenizer found in a text, which it may be asked for again. `given` are the page's own
 * rubies; `chosen` the readings of words that are written as others are, by index: without it they have none.
 */
export type WordReader = (
  tokenizer: Tokenizer,
  encoding: Encoding,
  given?: readonly Ruby[],
  chosen?: ReadonlyMap<number, string | null>,
) => ReadWord[];

/** The reader of words, with the readings of compounds that ship. @throws DictionaryError */
export async function loadWordReader(files: ModelFiles): Promise<WordReader> {
  const lexicon = lexiconOf(await open(files, READINGS));
  const read: Readings['read'] = (text, units, given, chosen) =>
    readText(text, units, { given, lexicon, chosen: new Map([...findAmbiguous(text, units), ...chosen]) });
  return (tokenizer, { text, words }, given = [], chosen = new Map()) =>
    readThrough(text, words, given, chosen, {
      read,
      split: (cut) => tokenizer.encode(cut).words,
      homographs: (morpheme) => tokenizer.analyzer.homographs(morpheme),
    });
}

/** The words that are written as others are; nobody has chosen yet. */
function findAmbiguous(text: string, words: readonly Unit[]): [number, null][] {
  const morphemes = words.map(({ morpheme }) => morpheme);
  return words.flatMap((_, index): [number, null][] => (choicesOf(text, morphemes, index) ? [[index, null]] : []));
}

/** Short meanings of words, in English. @throws DictionaryError */
export const loadMeanings = async (files: ModelFiles): Promise<Meanings> => new Meanings(await open(files, GLOSSES));

/** Which words are seen together. @throws DictionaryError */
export const loadCollocations = async (files: ModelFiles): Promise<Collocations> =>
  new Collocations(await open(files, COLLOCATIONS));

/** What handbooks of usage tell apart. @throws DictionaryError */
export async function loadHandbook(files: ModelFiles): Promise<Pick<Knowledge, 'readAlike' | 'caseFrames'>> {
  const [readAlike, caseFrames] = await Promise.all([open(files, READ_ALIKE), open(files, CASE_FRAMES)]);
  return { readAlike: new ReadAlike(readAlike), caseFrames: new CaseFrames(caseFrames) };
}

async function open(files: ModelFiles, path: string): Promise<string> {
  const pack = await files.open(path);
  if (!pack) throw new DictionaryError('not-a-pack', `${path} is missing.`);
  return await pack.text();
}

/** Classes whose words are few, and known. */
const isGrammar = (kind: WordClass): boolean => ['particle', 'auxiliary', 'conjunction'].includes(kind);

/**
 * The meanings of a word that a surface asks for: of the first word that is found in its text, where it does not say
 * what that is; where it says what part of speech the place has, as that, if the word can be that.
 */
export function meaningOf(
  { text, base, reading = null, class: kind, fine }: Params<'meanings'>['words'][number],
  dictionary: Meanings,
  tokenizer: Tokenizer,
  read: WordReader,
): string[] {
  const own = wordClasses.find((one) => one === kind);
  if (base !== undefined && own) return dictionary.of({ base, reading, class: own, fine });
  const [word] = read(tokenizer, tokenizer.encode(text, { blanks: false }));
  // A pronoun stands where a noun does.
  const fits = word?.class === own || (own === 'noun' && word?.class === 'pronoun');
  // Where only an ending or a particle can stand, other words that are written so would mislead.
  if (own && isGrammar(own) && !(fits && word?.end === text.length))
    return dictionary.of({ base: text, reading: null, class: own }, { only: true });
  if (own && !fits) {
    const whole = word && word.base === text ? word.baseReading : null;
    const fitting = dictionary.of({ base: text, reading: whole, class: own }, { only: true });
    if (fitting.length > 0) return fitting;
  }
  return word ? dictionary.of({ base: word.base, reading: word.baseReading, class: word.class }) : [];
}
