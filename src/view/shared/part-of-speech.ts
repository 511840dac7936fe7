import type { MessageKey } from './translate.ts';

/** IPADIC's parts of speech as readers know them; the name is also the style class. */
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

export function wordClass(partOfSpeech: readonly string[]): WordClass {
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
