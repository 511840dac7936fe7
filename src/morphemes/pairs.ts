/** A UTF-16 offset into `text`, or the one before where that is between the two halves of one character. */
export const characterStart = (text: string, at: number): number =>
  at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff ? at - 1 : at;

/** The character, of one or two UTF-16 units, that begins at an offset into `text`; empty where none does. */
export function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

/**
 * The character that ends at an offset into `text`; empty at its beginning. An expression that ends in $ is no way to
 * ask for it: Chromium 156 finds nothing beyond the BMP with a class before it, as in /[\p{L}\p{N}]$/u.
 */
export const characterBefore = (text: string, at: number): string => text.slice(characterStart(text, at - 1), at);
