import type { Morpheme } from '../morphemes/morpheme.ts';
import type { Tokenizer } from '../pieces/encoding.ts';
import { pieceKinds } from './words.ts';

/** Words of the vocabulary by how they are read. */
export interface Homophones {
  /** Ids of other words that are read as this one, written with kanji as it is, and of the same part of speech. */
  of(morpheme: Morpheme): readonly number[];
}

const HAN = /\p{Script=Han}/u;

const indexes = new WeakMap<Tokenizer, Promise<Homophones>>();

/** Pieces analysed between two pauses: a few milliseconds. */
const SLICE = 500;

/**
 * The words a vocabulary has for each reading, from the dictionary behind the tokenizer. Made once, when first asked for: every word of the vocabulary that
 * has kanji is analysed, and counts where it is one known morpheme. Words of several pieces are not among them; they are too rare to be far likelier than
 * anything. It takes about half a second of computing.
 * @param pause Called now and then while the index is made, so that whoever waits for a tokenization need not wait for all of it.
 */
export function homophones(tokenizer: Tokenizer, pause: () => Promise<void> = async () => {}): Promise<Homophones> {
  let index = indexes.get(tokenizer);
  if (!index) {
    index = build(tokenizer, pause);
    indexes.set(tokenizer, index);
  }
  return index;
}

async function build(tokenizer: Tokenizer, pause: () => Promise<void>): Promise<Homophones> {
  const kinds = pieceKinds(tokenizer);
  const byReading = new Map<string, number[]>();
  for (let id = 0; id < tokenizer.vocabulary.length; id++) {
    if (id % SLICE === SLICE - 1) await pause();
    const piece = tokenizer.vocabulary[id]!;
    if (kinds[id] !== 'first' || !HAN.test(piece)) continue;
    const { words } = tokenizer.encode(piece, { blanks: false });
    const key = words.length === 1 ? keyOf(words[0]!.morpheme) : null;
    if (key === null) continue;
    const others = byReading.get(key);
    if (others) others.push(id);
    else byReading.set(key, [id]);
  }
  return {
    of(morpheme) {
      const key = HAN.test(morpheme.surface) ? keyOf(morpheme) : null;
      return (
        (key === null ? undefined : byReading.get(key))?.filter(
          (id) => tokenizer.vocabulary[id] !== morpheme.surface,
        ) ?? []
      );
    },
  };
}

/** Reading and part of speech; null for words without them, and for proper nouns, of which any fits anywhere. */
function keyOf(morpheme: Morpheme | null): string | null {
  if (!morpheme?.known || morpheme.reading === null) return null;
  const [coarse, fine] = morpheme.partOfSpeech;
  return fine === '固有名詞' ? null : `${coarse} ${morpheme.reading}`;
}
