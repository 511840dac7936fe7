import type { WordClass } from '../../language/names.ts';
import type { MessageKey } from './translate.ts';

/** The classes that have a colour of their own; the name is also the style class. */
export type Hue = Exclude<WordClass, keyof typeof finer>;

/** The classes that share another's colour, and what they are called. */
const finer = {
  naAdjective: ['adjective', 'posNaAdjective'],
  number: ['noun', 'posNumber'],
  name: ['noun', 'posName'],
  pronoun: ['noun', 'posPronoun'],
  suffix: ['noun', 'posSuffix'],
} as const satisfies Partial<Record<WordClass, readonly [WordClass, MessageKey]>>;
const isFiner = (name: WordClass): name is keyof typeof finer => Object.hasOwn(finer, name);

/** The colour of a class. */
export const hueOf = (name: WordClass): Hue => (isFiner(name) ? finer[name][0] : name);

type Names = { readonly [C in Hue]: readonly [name: MessageKey, short: MessageKey] };

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

/** What a class is called. */
export const className = (name: WordClass): MessageKey => (isFiner(name) ? finer[name][1] : wordClassNames[name][0]);
