import type { Morpheme } from '../morphemes/morpheme.ts';

import type { WordClass } from './names.ts';

const coarse = new Map<string, WordClass>([
  ['名詞', 'noun'],
  ['動詞', 'verb'],
  ['形容詞', 'adjective'],
  ['副詞', 'adverb'],
  ['助詞', 'particle'],
  ['助動詞', 'auxiliary'],
  ['連体詞', 'adnominal'],
  ['接続詞', 'conjunction'],
  ['感動詞', 'interjection'],
  ['フィラー', 'interjection'],
  ['接頭詞', 'prefix'],
  ['記号', 'symbol'],
]);
const nouns = new Map<string, WordClass>([
  ['固有名詞', 'name'],
  ['代名詞', 'pronoun'],
  ['数', 'number'],
  ['形容動詞語幹', 'naAdjective'],
  ['接尾', 'suffix'],
]);

/** Whether a text has no letter and no digit; IPADIC's rules for unknown words take marks for nouns. */
export const isMarks = (text: string): boolean => !/[\p{L}\p{N}]/u.test(text);

/** Whether a morpheme is a mark to those who divide sentences: IPADIC calls some of these nouns. */
export const isMark = ({ surface, partOfSpeech: [coarse] }: Morpheme): boolean =>
  coarse === '記号' || /^[\p{P}\p{S}\s]+$/u.test(surface);

/**
 * The class that a dictionary of meanings has a word under: が and と between clauses are conjunctions there, and what
 * leans on a noun is a suffix to it, though a noun to a reader (3年ぶり). `fine` is IPADIC's second column.
 */
export const meantClass = (kind: WordClass, fine: string | undefined): WordClass =>
  kind === 'particle' && fine === '接続助詞' ? 'conjunction' : kind === 'noun' && fine === '接尾' ? 'suffix' : kind;

/** The class of a morpheme; marks are symbols whatever the dictionary calls them. */
export function classOf({ surface, partOfSpeech }: Pick<Morpheme, 'surface' | 'partOfSpeech'>): WordClass {
  if (isMarks(surface)) return 'symbol';
  const [first = '', second = ''] = partOfSpeech;
  return (first === '名詞' ? nouns.get(second) : undefined) ?? coarse.get(first) ?? 'other';
}
