import { TokenizerError } from '../errors.ts';

/** What text becomes, longest stretch first. */
export interface Charsmap {
  /**
   * The longest prefix of `bytes` from `at` that has a replacement: its length in bytes, and the replacement; null
   * where there is none.
   */
  longestPrefix(bytes: Uint8Array, at: number): { readonly length: number; readonly replacement: string } | null;
  /** The replacement of the shortest prefix of `bytes` that has one; null where none has. */
  shortestPrefix(bytes: Uint8Array): string | null;
}

/** Bytes of a stretch that a map may replace, and of what stands in its place; published maps have some fifty. */
const MAX_STRETCH = 256;

const damage = (): TokenizerError =>
  new TokenizerError('invalid-vocabulary', "The SentencePiece model's normalisation is damaged.");

const none: Charsmap = { longestPrefix: () => null, shortestPrefix: () => null };

/**
 * A precompiled_charsmap: the size of a trie, a Darts-clone double array over UTF-8 bytes whose values are offsets, and
 * there replacements that end with a zero byte. Sources: google/sentencepiece's normalizer.cc, s-yata/darts-clone's
 * darts.h.
 * @throws TokenizerError for a map that is cut short.
 */
export function readCharsmap(map: Uint8Array): Charsmap {
  if (map.length === 0) return none;
  const view = new DataView(map.buffer, map.byteOffset, map.byteLength);
  const size = map.length < 4 ? Infinity : view.getUint32(0, true);
  if (size % 4 !== 0 || 4 + size > map.length) throw damage();
  const units = Uint32Array.from({ length: size / 4 }, (_, i) => view.getUint32(4 + 4 * i, true));
  const replacements = map.subarray(4 + size);
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  const known = new Map<number, string>();
  const replacementAt = (offset: number): string => {
    let found = known.get(offset);
    if (found === undefined) {
      const end = replacements.indexOf(0, offset);
      if ((end < 0 ? replacements.length : end) - offset > MAX_STRETCH) throw damage();
      found = utf8.decode(replacements.subarray(offset, end < 0 ? undefined : end));
      known.set(offset, found);
    }
    return found;
  };
  const offsetOf = (unit: number) => (unit >>> 10) << ((unit & 0x200) >>> 6);
  /** The values of the prefixes that have one, with their lengths, the shortest first. */
  function* prefixes(bytes: Uint8Array, at: number): Generator<{ length: number; value: number }> {
    let node = offsetOf(units[0] ?? 0);
    for (let i = at; i < Math.min(bytes.length, at + MAX_STRETCH); i++) {
      node ^= bytes[i]!;
      const unit = units[node];
      if (unit === undefined || (unit & 0x800000ff) >>> 0 !== bytes[i]) return;
      node ^= offsetOf(unit);
      if ((unit & 0x100) !== 0) yield { length: i + 1 - at, value: units[node]! & 0x7fffffff };
    }
  }
  return {
    longestPrefix(bytes, at) {
      let found: { length: number; value: number } | null = null;
      for (const prefix of prefixes(bytes, at)) found = prefix;
      return found && { length: found.length, replacement: replacementAt(found.value) };
    },
    shortestPrefix(bytes) {
      const { value } = prefixes(bytes, 0).next();
      return value ? replacementAt(value.value) : null;
    },
  };
}
