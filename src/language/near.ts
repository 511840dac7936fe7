/** What stands right before a place in a text: `count` characters at most, written as the analyser has them (NFKC). */
export const headOf = (text: string, at: number, count: number): string =>
  text.slice(Math.max(0, at - count), at).normalize('NFKC');

/** The same of what stands right behind. */
export const tailOf = (text: string, at: number, count: number): string => text.slice(at, at + count).normalize('NFKC');
