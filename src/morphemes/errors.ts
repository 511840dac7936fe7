/** Why a dictionary was refused. */
export type DictionaryErrorCode =
  | 'not-a-pack'
  | 'unsupported-version'
  | 'truncated'
  | 'damaged'
  | 'unsupported'
  | 'memory';

/**
 * A dictionary that cannot be used: foreign bytes, another format version, cut short, changed since it was built, of a
 * kind not known here, or more than there is memory for.
 */
export class DictionaryError extends Error {
  override readonly name = 'DictionaryError';
  readonly code: DictionaryErrorCode;

  constructor(code: DictionaryErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * What to throw for an error that says that memory ran out, in the words of each browser; null for any other. It may be
 * a RangeError, as what a damaged file's content leads to is.
 */
export function noMemory(error: unknown): DictionaryError | null {
  if (!(error instanceof Error) || error instanceof DictionaryError) return null;
  if (!/allocation|out of memory/i.test(error.message)) return null;
  return new DictionaryError('memory', 'There is not enough memory for this dictionary.', { cause: error });
}
