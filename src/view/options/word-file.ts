/** What starts a file that is in UTF-16. */
const UTF_16 = [
  ['utf-16le', 0xff, 0xfe],
  ['utf-16be', 0xfe, 0xff],
] as const;
/** Anything but tabs and line breaks. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u;
/** The byte that some old files end with. */
const END = 0x1a;

/**
 * The words in a file, as input methods and editors write them in Japan: in UTF-16 with its mark, UTF-8 or Shift_JIS.
 * Null where it is no text.
 */
export function wordsInFile(bytes: Uint8Array): string[] | null {
  const text = decode(bytes);
  return text === undefined || CONTROL.test(text) ? null : wordsIn(text);
}

function decode(bytes: Uint8Array): string | undefined {
  const marked = UTF_16.find(([, first, second]) => bytes[0] === first && bytes[1] === second);
  const all = !marked && bytes.at(-1) === END ? bytes.subarray(0, -1) : bytes;
  for (const encoding of marked ? [marked[0]] : ['utf-8', 'shift_jis']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(all);
    } catch {
      // It is in another one.
    }
  }
  return undefined;
}

/** A line each; where an input method has put reading, word and class beside each other, the word. */
function wordsIn(text: string): string[] {
  const lines = text.split(/\r\n?|\n/);
  if (!lines.some((line) => line.includes('\t'))) return lines;
  return lines.filter((line) => line.includes('\t') && !/^[!#]/.test(line)).map((line) => line.split('\t')[1]!);
}
