export type TokenizerErrorCode = 'unsupported' | 'wrong-dictionary' | 'invalid-config' | 'invalid-vocabulary';

/** A tokenizer_config.json or vocab.txt that cannot be honoured; the message names what and says what to do instead. */
export class TokenizerError extends Error {
  override readonly name = 'TokenizerError';
  readonly code: TokenizerErrorCode;

  constructor(code: TokenizerErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
