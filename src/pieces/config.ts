import { checkTokens, type AddedToken } from './added.ts';
import { TokenizerError } from './errors.ts';
import { MAX_ID } from './limits.ts';
import { JUMANPP, WORDS_OF } from './pre-cut.ts';
import { fieldsOf } from './settings.ts';

/** What tokenizer_config.json asks for, with transformers' defaults filled in. */
export interface TokenizerConfig {
  /** Whether the files name a tokenizer at all. */
  readonly named: boolean;
  /** As they name it, or the one that transformers takes. */
  readonly tokenizerClass: string;
  readonly words: 'mecab' | 'basic';
  readonly subwords: 'wordpiece' | 'character' | 'sentencepiece';
  readonly lowerCase: boolean;
  /** NFKC before MeCab. */
  readonly normalize: boolean;
  /** The dictionary MeCab is to use. */
  readonly dictionary: string;
  /** The analyser that made the model's words, where MeCab only comes near it. */
  readonly instead: typeof JUMANPP | null;
  /** Words that are neither lower-cased nor split into others. */
  readonly neverSplit: ReadonlySet<string>;
  /** Whether these are pieces as they are, as BERT's own tokenizers have them, unlike the Japanese one. */
  readonly neverCut: boolean;
  /** BERT's own tokenizers, unlike the Japanese one, make every Chinese character a word. */
  readonly splitIdeographs: boolean;
  /** Null: strip accents exactly when lower-casing. */
  readonly stripAccents: boolean | null;
  readonly specials: SpecialTokens;
  /** Tokens that the vocabulary's own file does not have, with their ids. */
  readonly added: ReadonlyMap<string, number>;
  /** What stands for itself in a text: special tokens and those that were added. */
  readonly written: readonly AddedToken[];
}

export interface SpecialTokens {
  readonly unk: string;
  readonly sep: string;
  readonly pad: string;
  readonly cls: string;
  readonly mask: string;
}

/** What a refusal ends with. */
export const INSTEAD =
  "Use a model whose words are MeCab's with IPADIC, UniDic or JumanDIC, or BERT's own, and whose pieces are WordPiece, characters or SentencePiece, or one of another tokenizer class that brings a tokenizer.json.";

/** BERT's own tokenizer under the names it goes by. */
const BASIC = ['BertTokenizer', 'DistilBertTokenizer', 'ElectraTokenizer'];

/** Whether a class is BERT's, or transformers' Japanese one. */
export const isBertClass = (name: string): boolean => name === 'BertJapaneseTokenizer' || BASIC.includes(name);

/**
 * Reads the settings that `tokenizerSettings` has put together. As in transformers a BERT whose files name no class has
 * BertTokenizer, unless they name a word tokenizer, which only BertJapaneseTokenizer has.
 * @throws TokenizerError naming what cannot be honoured.
 */
export function parseConfig(config: unknown): TokenizerConfig {
  const fields = record(config, 'tokenizer_config.json');
  const tokenizerClass = plainClass(
    fields.tokenizer_class ?? (fields.word_tokenizer_type === undefined ? 'BertTokenizer' : 'BertJapaneseTokenizer'),
  );
  const japanese = tokenizerClass === 'BertJapaneseTokenizer';
  if (!japanese && !BASIC.includes(tokenizerClass)) {
    throw new TokenizerError('unsupported', `The tokenizer ${tokenizerClass} is not supported. ${INSTEAD}`);
  }
  const asked = japanese ? (fields.word_tokenizer_type ?? 'basic') : 'basic';
  // Juman++ is not here: MeCab with JUMAN's dictionary stands in for it, under its own name.
  const words = asked === 'jumanpp' ? 'mecab' : asked;
  if (words !== 'mecab' && words !== 'basic') {
    throw new TokenizerError('unsupported', `The word tokenizer ${String(words)} is not supported. ${INSTEAD}`);
  }
  const subwords = japanese ? (fields.subword_tokenizer_type ?? 'wordpiece') : 'wordpiece';
  if (subwords !== 'wordpiece' && subwords !== 'character' && subwords !== 'sentencepiece') {
    throw new TokenizerError('unsupported', `The subword tokenizer ${String(subwords)} is not supported. ${INSTEAD}`);
  }
  for (const step of ['do_word_tokenize', 'do_subword_tokenize', 'do_basic_tokenize']) {
    if (fields[step] === false) throw new TokenizerError('unsupported', `${step}: false is not supported. ${INSTEAD}`);
  }
  const mecab = fields.mecab_kwargs == null ? {} : record(fields.mecab_kwargs, 'mecab_kwargs');
  if (words === 'mecab' && subwords !== 'character' && mecab.mecab_option) {
    throw new TokenizerError(
      'unsupported',
      `The MeCab option ${String(mecab.mecab_option)} is not supported. ${INSTEAD}`,
    );
  }
  const specials = {
    unk: token(fields.unk_token, '[UNK]'),
    sep: token(fields.sep_token, '[SEP]'),
    pad: token(fields.pad_token, '[PAD]'),
    cls: token(fields.cls_token, '[CLS]'),
    mask: token(fields.mask_token, '[MASK]'),
  };
  return {
    named: fields.tokenizer_class != null || fields.word_tokenizer_type !== undefined,
    tokenizerClass: String(fields.tokenizer_class ?? tokenizerClass),
    words,
    subwords,
    lowerCase: fields.do_lower_case === undefined ? !japanese : fields.do_lower_case === true,
    normalize: mecab.normalize_text !== false,
    dictionary: asked === 'jumanpp' ? WORDS_OF : mecab.mecab_dic == null ? 'ipadic' : String(mecab.mecab_dic),
    instead: asked === 'jumanpp' ? JUMANPP : null,
    neverSplit: new Set([
      ...strings(fields.never_split, 'never_split'),
      ...strings(mecab.never_split, 'mecab_kwargs.never_split'),
    ]),
    neverCut: !japanese,
    splitIdeographs: !japanese && fields.tokenize_chinese_chars !== false,
    stripAccents: typeof fields.strip_accents === 'boolean' ? fields.strip_accents : null,
    specials,
    added: addedTokens(fields),
    written: writtenTokens(fields, Object.values(specials)),
  };
}

/** What a tokenizer that reads text by a SentencePiece model takes from the settings. */
export interface SpecialSettings {
  readonly tokenizerClass: string;
  /** Special tokens that the settings name. */
  readonly roles: Readonly<
    Partial<Record<'cls' | 'sep' | 'unk' | 'pad' | 'mask' | 'bos' | 'eos' | `more${number}`, string>>
  >;
  readonly added: ReadonlyMap<string, number>;
  /**
   * What stands for itself in a text: special tokens, the usual ones of the class among them, and those that were
   * added.
   */
  readonly written: readonly AddedToken[];
  readonly fields: Readonly<Record<string, unknown>>;
}

/** @param usual Special tokens of the class. @throws TokenizerError */
export function parseSpecials(config: unknown, usual: (tokenizerClass: string) => readonly string[]): SpecialSettings {
  const fields = record(config, 'tokenizer_config.json');
  const named = ROLES.flatMap((role) => {
    const value = fields[`${role}_token`];
    return value == null ? [] : [[role, token(value, '')] as const];
  });
  return {
    tokenizerClass: String(fields.tokenizer_class),
    roles: Object.fromEntries([...named, ...otherTokens(fields).map((content, i) => [`more${i}`, content] as const)]),
    added: addedTokens(fields),
    written: writtenTokens(fields, usual(plainClass(fields.tokenizer_class))),
    fields,
  };
}

/** In the order that transformers has them. */
export const ROLES = ['bos', 'eos', 'unk', 'sep', 'pad', 'cls', 'mask'] as const;

/** Classes that a model brings itself, as code which is never run, by those they come down to. */
const OWN: Readonly<Record<string, string>> = {
  // line-corporation/line-distilbert-base-japanese
  DistilBertJapaneseTokenizer: 'BertJapaneseTokenizer',
  // ku-nlp/deberta-v2-*-japanese-with-auto-jumanpp: words by Juman++, then pieces
  DebertaV2JumanppTokenizer: 'DebertaV2Tokenizer',
};

/** The class that transformers calls slow: where the two differ it is followed. */
export function plainClass(name: unknown): string {
  const plain = withoutFast(name);
  return Object.hasOwn(OWN, plain) ? OWN[plain]! : plain;
}

/** Whether a model brings this class itself. */
export const isOwnCode = (name: unknown): boolean => Object.hasOwn(OWN, withoutFast(name));

const withoutFast = (name: unknown): string => String(name).replace(/Fast$/, '');

/** added_tokens.json maps tokens to ids, added_tokens_decoder ids to tokens. */
function addedTokens(fields: Record<string, unknown>): Map<string, number> {
  const found = new Map<string, number>();
  const put = (content: string, id: unknown) => {
    if (typeof id !== 'number' || !Number.isInteger(id) || id < 0 || id > MAX_ID)
      throw new TokenizerError('invalid-config', `The added token ${content} has the id ${String(id)}.`);
    found.set(content, id);
  };
  if (fields.added_tokens != null)
    for (const [content, id] of Object.entries(record(fields.added_tokens, 'added_tokens.json'))) put(content, id);
  if (fields.added_tokens_decoder != null)
    for (const [id, value] of Object.entries(record(fields.added_tokens_decoder, 'added_tokens_decoder')))
      put(token(value, ''), Number(id));
  return found;
}

/**
 * What stands for itself in a text. How says added_tokens_decoder, else what the special token is named by.
 * @param usual Special tokens of the class. @throws TokenizerError where they are too many, or too long
 */
function writtenTokens(fields: Record<string, unknown>, usual: readonly string[]): AddedToken[] {
  const named = [...ROLES.map((role) => fields[`${role}_token`]), ...listAdditional(fields)].filter(
    (value) => value != null,
  );
  const specials = new Set([...usual, ...named.map((value) => token(value, ''))]);
  const found = new Map<string, AddedToken>();
  const put = (content: string, value: unknown) => {
    const { lstrip, rstrip, single_word, special, normalized } = (
      typeof value === 'object' && value !== null ? value : {}
    ) as Record<string, unknown>;
    found.set(content, {
      content,
      special: specials.has(content) || special === true,
      lstrip: lstrip === true,
      rstrip: rstrip === true,
      alone: single_word === true,
      kept: specials.has(content) || (special !== true && normalized !== false),
    });
  };
  for (const content of usual) put(content, null);
  for (const value of named) put(token(value, ''), value);
  for (const content of Object.keys(fieldsOf(fields.added_tokens))) put(content, null);
  for (const value of Object.values(fieldsOf(fields.added_tokens_decoder))) put(token(value, ''), value);
  found.delete('');
  checkTokens([...found.keys()]);
  return [...found.values()];
}

function record(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TokenizerError('invalid-config', `${name} is not a JSON object.`);
  return value as Record<string, unknown>;
}

function strings(value: unknown, name: string): string[] {
  if (value == null) return [];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    throw new TokenizerError('invalid-config', `${name} is not a list of strings.`);
  return value;
}

/** Special tokens are strings, or objects with their `content`. */
function token(value: unknown, otherwise: string): string {
  if (value == null) return otherwise;
  const content = typeof value === 'string' ? value : record(value, 'A special token').content;
  if (typeof content !== 'string') throw new TokenizerError('invalid-config', 'A special token has no content.');
  return content;
}

/**
 * Special tokens without a role. From version 4.48 on transformers writes extra_special_tokens as well: by names of
 * their own, from 5 on a list.
 */
const otherTokens = (fields: Record<string, unknown>): string[] => [
  ...new Set(
    listAdditional(fields)
      .map((item) => token(item, ''))
      .filter((item) => item !== ''),
  ),
];

/** The same, as they are given: strings, or objects. */
function listAdditional({
  additional_special_tokens,
  extra_special_tokens: extra,
}: Record<string, unknown>): unknown[] {
  const named = typeof extra === 'object' && extra !== null ? Object.values(extra) : extra;
  return [additional_special_tokens ?? [], named ?? []].flatMap((value) => {
    if (!Array.isArray(value)) throw new TokenizerError('invalid-config', 'additional_special_tokens is not a list.');
    return value as unknown[];
  });
}
