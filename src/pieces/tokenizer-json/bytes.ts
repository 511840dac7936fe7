/**
 * GPT-2's alphabet by byte: printable characters of Latin-1 stand for themselves, the other bytes for the characters
 * from U+0100 on.
 */
export const alphabet: readonly string[] = (() => {
  let others = 0;
  return Array.from({ length: 256 }, (_, byte) => {
    const itself = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    return String.fromCharCode(itself ? byte : 0x100 + others++);
  });
})();

const byteOf = new Map(alphabet.map((character, byte) => [character, byte]));
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The bytes that a piece stands for; null for one that is not of that alphabet: an added token. */
export function bytesOf(piece: string): Uint8Array | null {
  const bytes = Array.from(piece, (character) => byteOf.get(character));
  return bytes.includes(undefined) ? null : Uint8Array.from(bytes as number[]);
}

/** Null where bytes are not whole characters. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}
