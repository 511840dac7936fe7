/** What a model's files say about its tokenizer, each as parsed; null or absent where there is no such file. */
export interface SettingsFiles {
  /** config.json */
  readonly config?: unknown;
  /** tokenizer_config.json */
  readonly tokenizerConfig?: unknown;
  /** special_tokens_map.json */
  readonly specialTokens?: unknown;
  /** added_tokens.json */
  readonly addedTokens?: unknown;
}

/** Names of the files that `SettingsFiles` holds. */
export const SETTINGS_FILES = {
  config: 'config.json',
  tokenizerConfig: 'tokenizer_config.json',
  specialTokens: 'special_tokens_map.json',
  addedTokens: 'added_tokens.json',
} as const;

/** Files that hold a SentencePiece model, by the names they go by. */
export const SENTENCEPIECE_FILES = ['spiece.model', 'spm.model', 'sentencepiece.bpe.model', 'tokenizer.model'] as const;
/** What huggingface/tokenizers keeps: settings, pieces and all. */
export const TOKENIZER_JSON = 'tokenizer.json';
/** Files of which a tokenizer needs one. */
export const VOCABULARY_FILES: readonly string[] = ['vocab.txt', ...SENTENCEPIECE_FILES, TOKENIZER_JSON];

/**
 * Of a model's files those that its pieces may come from. tokenizer.json, which is large, comes along with another
 * only as the second way: for a class that the other says nothing to.
 */
export function vocabularyWays(names: readonly string[]): string[][] {
  const found = VOCABULARY_FILES.filter((name) => names.includes(name));
  const others = found.filter((name) => name !== TOKENIZER_JSON);
  return others.length === 0 || others.length === found.length ? [found] : [others, found];
}

/**
 * One tokenizer_config of all the files, as transformers reads them: config.json's class counts where
 * tokenizer_config.json names none, and special_tokens_map.json and added_tokens.json count unless
 * tokenizer_config.json has an added_tokens_decoder, which came to replace them.
 */
export function tokenizerSettings({ config, tokenizerConfig, specialTokens, addedTokens }: SettingsFiles): object {
  const own = fieldsOf(tokenizerConfig);
  const ofModel = fieldsOf(config);
  const older = own.added_tokens_decoder == null;
  return {
    ...own,
    ...(older && fieldsOf(specialTokens)),
    ...(older && addedTokens != null && { added_tokens: addedTokens }),
    ...classOf(
      own.tokenizer_class ?? ofModel.tokenizer_class ?? (own.word_tokenizer_type == null ? usualClass(ofModel) : null),
    ),
  };
}

/** The class that transformers takes where none is named; those with a vocab.txt of BERT's kind need no name. */
const usualClass = ({ model_type }: Record<string, unknown>): string | undefined =>
  typeof model_type === 'string' && Object.hasOwn(USUAL, model_type) ? USUAL[model_type] : undefined;

const USUAL: Readonly<Record<string, string>> = {
  albert: 'AlbertTokenizer',
  'deberta-v2': 'DebertaV2Tokenizer',
  modernbert: 'PreTrainedTokenizer',
  'xlm-roberta': 'XLMRobertaTokenizer',
};

const classOf = (name: unknown) => (name == null ? {} : { tokenizer_class: name });

/** What a JSON object has; nothing of what is none. */
export const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
