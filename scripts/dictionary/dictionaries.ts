import type { FeatureRoles } from '../../src/morphemes/meta.ts';

export interface DictionarySource {
  readonly name: string;
  /** Where Debian's package puts the CSV and def files. */
  readonly sources: string;
  readonly encoding: string;
  readonly roles: FeatureRoles;
  /** The order in which the reference's CSV files were compiled (that of their directory): it decides ties. */
  readonly order: readonly string[];
  readonly omit?: (surface: string) => boolean;
}

export const dictionaries: Readonly<Record<string, DictionarySource>> = {
  ipadic: {
    name: 'ipadic 2.7.0-20070801',
    sources: '/usr/share/mecab/dic/ipadic',
    encoding: 'euc-jp',
    order: [
      'Noun.csv',
      'Verb.csv',
      'Noun.nai.csv',
      'Auxil.csv',
      'Symbol.csv',
      'Noun.demonst.csv',
      'Noun.place.csv',
      'Conjunction.csv',
      'Noun.others.csv',
      'Noun.proper.csv',
      'Prefix.csv',
      'Noun.name.csv',
      'Adverb.csv',
      'Adnominal.csv',
      'Noun.verbal.csv',
      'Noun.adjv.csv',
      'Noun.adverbal.csv',
      'Others.csv',
      'Noun.org.csv',
      'Filler.csv',
      'Postp.csv',
      'Interjection.csv',
      'Adj.csv',
      'Suffix.csv',
      'Noun.number.csv',
      'Postp-col.csv',
    ],
    roles: { partOfSpeech: [0, 1, 2, 3], baseForm: 6, reading: 7, pronunciation: 8 },
    // Debian adds this one line to upstream's entries.
    omit: (surface) => surface === '令和',
  },
  juman: {
    name: 'jumandic 7.0-20130310',
    sources: '/usr/share/mecab/dic/juman',
    encoding: 'utf-8',
    order: [
      'Noun.hukusi.csv',
      'Emoticon.csv',
      'ContentW.csv',
      'Auto.csv',
      'Noun.suusi.csv',
      'Noun.koyuu.csv',
      'Prefix.csv',
      'Demonstrative.csv',
      'Noun.keishiki.csv',
      'Rengo.csv',
      'Postp.csv',
      'Assert.csv',
      'Special.csv',
      'Wikipedia.csv',
      'AuxV.csv',
      'Suffix.csv',
    ],
    roles: { partOfSpeech: [0, 1], baseForm: 4, reading: 5 },
  },
};
