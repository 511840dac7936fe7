/** Why a dictionary pack was refused. */
export type DictionaryErrorCode = 'not-a-pack' | 'unsupported-version' | 'truncated' | 'damaged';

/** A dictionary pack that cannot be used: foreign bytes, another format version, cut short, or changed since it was built. */
export class DictionaryError extends Error {
  override readonly name = 'DictionaryError';
  readonly code: DictionaryErrorCode;

  constructor(code: DictionaryErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
