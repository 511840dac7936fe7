import type { Encoding, Tokenizer } from '../pieces/encoding.ts';

/** Texts a reader goes to and fro between: the selection, and the sentences the panel looks at. */
const KEPT = 8;

/** Splits a text, or gives what it was split into before. */
export type Encode = (tokenizer: Tokenizer, text: string) => Encoding;

/**
 * Keeps the encodings asked for last, for as long as their tokenizer is in use: a click on a word splits nothing anew.
 */
export function keptEncodings(most = KEPT): Encode {
  const kept = new WeakMap<Tokenizer, Map<string, Encoding>>();
  return (tokenizer, text) => {
    const own = kept.get(tokenizer) ?? new Map<string, Encoding>();
    kept.set(tokenizer, own);
    const encoding = own.get(text) ?? tokenizer.encode(text);
    // The newest is last, and the first goes.
    own.delete(text);
    own.set(text, encoding);
    if (own.size > most) own.delete(own.keys().next().value!);
    return encoding;
  };
}
