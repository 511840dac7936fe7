import type { Analyzer } from '../morphemes/morpheme.ts';
import type { SentencePieceFile } from './sentencepiece/model-file.ts';
import { SPACE, type Located, type Splitter } from './splitter.ts';

/** Particles: words of one character that hardly ever begin a text. */
const PARTICLES = ['を', 'が', 'に', 'は', 'の'];

/**
 * Whether a model was made of text whose words stood apart, as Juman++ leaves them: then a particle is likelier behind
 * a space than without one. Neither the class nor any other file of such a model says so.
 */
export function isOfWords({ kind, pieces }: SentencePieceFile): boolean {
  if (kind !== 'unigram') return false;
  const scores = new Map(pieces.map(({ piece, score }) => [piece, score]));
  return PARTICLES.every(
    (particle) => (scores.get(SPACE + particle) ?? -Infinity) > (scores.get(particle) ?? -Number.MAX_VALUE),
  );
}

/** The analyser of words as `Origin` has it. */
export const JUMANPP = 'Juman++';
/** The dictionary whose words come near Juman++'s. */
export const WORDS_OF = 'jumandic';

/**
 * A splitter that is given the words of `analyzer` with spaces between them, and says where pieces stand in the text
 * without.
 */
export function preTokenizedSplitter(splitter: Splitter, analyzer: Analyzer): Splitter {
  const locatePieces = (text: string): Located[] => {
    let joined = '';
    const places: number[] = [];
    for (const { start, end } of analyzer.analyze(text, { normalize: true })) {
      if (end === start) continue;
      if (joined !== '') {
        joined += ' ';
        places.push(start);
      }
      joined += text.slice(start, end);
      for (let at = start; at < end; at++) places.push(at);
    }
    return splitter.locatePieces(joined).map(({ id, start, end }) => {
      const from = places[start] ?? text.length;
      return { id, start: from, end: end > start ? Math.max(from, places[end - 1]! + 1) : from };
    });
  };
  const origin = { ...splitter.origin, words: JUMANPP };
  return { ...splitter, origin, spaced: true, split: (text) => locatePieces(text).map(({ id }) => id), locatePieces };
}
