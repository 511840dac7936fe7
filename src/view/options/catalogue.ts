import type { MessageKey } from '../shared/translate.ts';

/**
 * What cuts a model's words: nothing does where pieces or characters are all it reads. Names are those of mecab_kwargs.
 */
export type WordsOf = 'none' | 'ipadic' | 'unidic_lite' | 'jumandic';

/** A model that people use, as its page describes it. */
export interface CatalogueEntry {
  readonly name: string;
  /** Millions of bytes of its weights as they are published; what a download costs is asked of the hub. */
  readonly megabytes: number;
  /** Millions of weights: so many million bytes they take in memory here, in int8. */
  readonly parameters: number;
  readonly licence: string;
  readonly words: WordsOf;
  readonly good: MessageKey;
}

/**
 * [name, MB, millions of weights, licence, words, what it is good at], by what is likely to be wanted first. Shapes:
 * docs/models.md.
 */
const rows: readonly (readonly [string, number, number, string, WordsOf, MessageKey])[] = [
  ['sbintuitions/modernbert-ja-130m', 530, 132, 'MIT', 'none', 'catalogueNewest'],
  ['sbintuitions/modernbert-ja-30m', 148, 37, 'MIT', 'none', 'catalogueSmall'],
  ['sbintuitions/modernbert-ja-70m', 281, 70, 'MIT', 'none', 'catalogueNewest'],
  ['sbintuitions/modernbert-ja-310m', 1260, 315, 'MIT', 'none', 'catalogueLarge'],
  ['llm-jp/llm-jp-modernbert-base', 750, 187, 'Apache-2.0', 'none', 'catalogueNewest'],
  ['tohoku-nlp/bert-base-japanese-v3', 447, 111, 'Apache-2.0', 'unidic_lite', 'catalogueWords'],
  ['tohoku-nlp/bert-base-japanese-whole-word-masking', 445, 111, 'CC BY-SA 4.0', 'ipadic', 'catalogueShown'],
  ['tohoku-nlp/bert-base-japanese-char-v3', 368, 91, 'Apache-2.0', 'none', 'catalogueCharacters'],
  ['tohoku-nlp/bert-large-japanese-v2', 1350, 337, 'Apache-2.0', 'unidic_lite', 'catalogueLarge'],
  ['ku-nlp/deberta-v2-base-japanese-char-wwm', 420, 105, 'CC BY-SA 4.0', 'none', 'catalogueCharacters'],
  ['ku-nlp/deberta-v2-tiny-japanese-char-wwm', 40, 6, 'CC BY-SA 4.0', 'none', 'catalogueSmall'],
  ['ku-nlp/deberta-v2-base-japanese', 450, 112, 'CC BY-SA 4.0', 'jumandic', 'catalogueWords'],
  ['rinna/japanese-roberta-base', 443, 111, 'MIT', 'none', 'cataloguePieces'],
  ['nlp-waseda/roberta-base-japanese', 443, 111, 'Apache-2.0', 'jumandic', 'catalogueWords'],
  ['studio-ousia/luke-japanese-base-lite', 445, 111, 'Apache-2.0', 'none', 'cataloguePieces'],
  ['line-corporation/line-distilbert-base-japanese', 275, 69, 'Apache-2.0', 'unidic_lite', 'catalogueSmall'],
  ['izumi-lab/electra-small-japanese-generator', 55, 14, 'CC BY-SA 4.0', 'ipadic', 'catalogueSmall'],
  ['ken11/albert-base-japanese-v1', 48, 12, 'MIT', 'none', 'catalogueSmall'],
  ['google-bert/bert-base-multilingual-cased', 714, 178, 'Apache-2.0', 'none', 'catalogueLanguages'],
  ['FacebookAI/xlm-roberta-base', 1110, 278, 'MIT', 'none', 'catalogueLanguages'],
];

export const catalogue: readonly CatalogueEntry[] = rows.map(([name, megabytes, parameters, licence, words, good]) => ({
  name,
  megabytes,
  parameters,
  licence,
  words,
  good,
}));

/**
 * Whether a model's weights leave a machine half of its memory at least. @param memory In gigabytes, as
 * `navigator.deviceMemory` rounds it; undefined where the browser does not say.
 */
export const fitsIn = ({ parameters }: CatalogueEntry, memory: number | undefined): boolean =>
  memory === undefined || parameters <= memory * 500;
