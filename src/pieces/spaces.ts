/** What Python's str.split() splits at. It has U+001C to U+001F, which are no white space elsewhere. */
export const PYTHON_SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** What Rust and Unicode call white space: with U+0085, which JavaScript's \s lacks, and without U+FEFF. */
export const WHITE_SPACE = /\p{White_Space}/u;

/** Where the white space begins that a text ends with. */
export function endWithout(space: RegExp, text: string): number {
  let end = text.length;
  while (end > 0 && space.test(text.charAt(end - 1))) end--;
  return end;
}

/** Where the white space ends that a text begins with. */
export function startWithout(space: RegExp, text: string): number {
  let start = 0;
  while (start < text.length && space.test(text.charAt(start))) start++;
  return start;
}
