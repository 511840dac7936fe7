import type { Dictionary } from './dictionary.ts';
import { KanjiReadings } from './kanji-readings.ts';
import type { Lexicon, LexiconEntry } from './morpheme.ts';

const HAN = /\p{Script=Han}/u;

/** Of these any fits anywhere. */
const PROPER = '固有名詞';

/** Milliseconds of computing between two pauses. */
const SLICE = 8;

/**
 * An index from reading to words. It holds three numbers for each word and one string for all: about 4 MB with IPADIC,
 * where a map of strings would take ten times that.
 */
export async function createLexicon(
  dictionary: Dictionary,
  pause: () => Promise<void> = async () => {},
): Promise<Lexicon> {
  const { trie, meta, entries: costs } = dictionary;
  const { partOfSpeech, reading: readingColumn } = meta.roles;
  const describe = (entry: number, surface: string): LexiconEntry | null => {
    const features = dictionary.features(entry, surface);
    const reading = readingColumn === undefined ? undefined : features[readingColumn];
    if (reading === undefined || reading === '*' || reading === '') return null;
    return {
      surface,
      features,
      partOfSpeech: dictionary.partOfSpeech(features, surface),
      reading,
      cost: ((costs[entry] as number) << 16) >> 16,
    };
  };

  const surfaces: string[] = [];
  const tokens: number[] = [];
  const hashes: number[] = [];
  const kanji = new KanjiReadings();
  let since = Date.now();
  for (const subtree of trie.subtrees(meta.symbols)) {
    for (const { surface, first, last } of subtree) {
      if (!HAN.test(surface)) continue;
      for (let token = first; token < last; token++) {
        if (dictionary.classFeature(token, partOfSpeech[1]) === PROPER) continue;
        const entry = describe(token, surface);
        if (entry === null) continue;
        surfaces.push(surface);
        tokens.push(token);
        hashes.push(hash(entry.reading));
        kanji.add(surface, entry.reading);
      }
    }
    if (Date.now() - since > SLICE) {
      await pause();
      since = Date.now();
    }
  }

  const order = Float64Array.from(hashes, (value, i) => value * SHIFT + i).sort();
  const sortedHashes = Uint32Array.from(order, (value) => Math.floor(value / SHIFT));
  const sortedTokens = Int32Array.from(order, (value) => tokens[value % SHIFT]!);
  const sorted = Array.from(order, (value) => surfaces[value % SHIFT]!);
  const ends = new Uint32Array(sorted.length);
  sorted.reduce((end, surface, i) => (ends[i] = end + surface.length), 0);
  const text = sorted.join('');
  const surfaceAt = (i: number) => text.slice(i === 0 ? 0 : ends[i - 1], ends[i]);

  return {
    entries(surface) {
      const [first, last] = dictionary.find(surface);
      return Array.from({ length: last - first }, (_, i) => describe(first + i, surface)).filter(
        (entry) => entry !== null,
      );
    },
    readAs(reading) {
      const wanted = hash(reading);
      const found: LexiconEntry[] = [];
      for (let i = lowerBound(sortedHashes, wanted); sortedHashes[i] === wanted; i++) {
        const entry = describe(sortedTokens[i]!, surfaceAt(i));
        if (entry?.reading === reading) found.push(entry);
      }
      return found.sort((a, b) => a.cost - b.cost);
    },
    kanjiReadings: (one) => kanji.of(one),
  };
}

/** More than there are words. */
const SHIFT = 2 ** 20;

/** FNV-1a over UTF-16 units, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** The first place in a sorted array that holds `wanted` or more. */
function lowerBound(sorted: Uint32Array, wanted: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
