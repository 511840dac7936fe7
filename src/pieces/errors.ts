/** `unnamed`: the files do not say which tokenizer made the vocabulary, and it is not the usual one. */
export type TokenizerErrorCode =
  | 'unsupported'
  | 'unnamed'
  | 'wrong-dictionary'
  | 'invalid-config'
  | 'invalid-vocabulary';

/** A tokenizer_config.json or vocab.txt that cannot be honoured; the message names what and says what to do instead. */
export class TokenizerError extends Error {
  override readonly name = 'TokenizerError';
  readonly code: TokenizerErrorCode;
  /** With `wrong-dictionary` the one that is wanted, as mecab_kwargs calls it. */
  readonly dictionary: string | null;

  constructor(code: TokenizerErrorCode, message: string, dictionary: string | null = null) {
    super(message);
    this.code = code;
    this.dictionary = dictionary;
  }
}
