/** Why a dictionary was refused. */
export type DictionaryErrorCode = 'not-a-pack' | 'unsupported-version' | 'truncated' | 'damaged' | 'unsupported';

/**
 * A dictionary that cannot be used: foreign bytes, another format version, cut short, changed since it was built, or of
 * a kind not known here.
 */
export class DictionaryError extends Error {
  override readonly name = 'DictionaryError';
  readonly code: DictionaryErrorCode;

  constructor(code: DictionaryErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
