/** A UTF-16 offset into `text`, or the one before where that is between the two halves of one character. */
export const characterStart = (text: string, at: number): number =>
  at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff ? at - 1 : at;
