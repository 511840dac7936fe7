import { TokenizerError } from './errors.ts';

/**
 * UTF-16 units that a text may have on its way to pieces. The longest that is read is 30,000, of which NFKC and bytes
 * make 36 times as many where all of it is U+FDFA; a file whose steps double a text over and over would take all memory
 * there is.
 */
const MAX_GROWN = 1_200_000;

/** @throws TokenizerError */
export function checkGrown(length: number): void {
  if (length > MAX_GROWN)
    throw new TokenizerError('invalid-config', `The tokenizer makes more than ${MAX_GROWN} characters of a text.`);
}
