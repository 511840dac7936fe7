import type { MessageKey } from './translate.ts';

/** Parts of speech as readers know them; the name is also the style class. */
export type WordClass =
  | 'noun'
  | 'verb'
  | 'adjective'
  | 'adverb'
  | 'particle'
  | 'auxiliary'
  | 'adnominal'
  | 'conjunction'
  | 'interjection'
  | 'prefix'
  | 'symbol'
  | 'other';

const classes = new Map<string, WordClass>([
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

/** Marks without a letter or digit are no nouns, though the dictionary's rules for unknown words call them so. */
export function wordClass(partOfSpeech: readonly string[], surface = ''): WordClass {
  if (surface !== '' && !/[\p{L}\p{N}]/u.test(surface)) return 'symbol';
  if (partOfSpeech[0] === '名詞' && partOfSpeech[1] === '形容動詞語幹') return 'adjective';
  return classes.get(partOfSpeech[0] ?? '') ?? 'other';
}

type Names = { readonly [C in WordClass]: readonly [name: MessageKey, short: MessageKey] };

/** The name, and the abbreviation a dictionary would print. */
export const wordClassNames: Names = {
  noun: ['posNoun', 'posNounShort'],
  verb: ['posVerb', 'posVerbShort'],
  adjective: ['posAdjective', 'posAdjectiveShort'],
  adverb: ['posAdverb', 'posAdverbShort'],
  particle: ['posParticle', 'posParticleShort'],
  auxiliary: ['posAuxiliary', 'posAuxiliaryShort'],
  adnominal: ['posAdnominal', 'posAdnominalShort'],
  conjunction: ['posConjunction', 'posConjunctionShort'],
  interjection: ['posInterjection', 'posInterjectionShort'],
  prefix: ['posPrefix', 'posPrefixShort'],
  symbol: ['posSymbol', 'posSymbolShort'],
  other: ['posOther', 'posOtherShort'],
};

/** The classes that src/language knows and no style does. */
const finer: Readonly<Record<string, MessageKey>> = {
  naAdjective: 'posNaAdjective',
  number: 'posNumber',
  name: 'posName',
  pronoun: 'posPronoun',
  suffix: 'posSuffix',
};

/** What a class of src/language is called. */
export const className = (name: string): MessageKey =>
  finer[name] ?? (Object.hasOwn(wordClassNames, name) ? wordClassNames[name as WordClass][0] : 'posOther');
