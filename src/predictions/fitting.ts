import type { Encoding, Tokenizer } from '../pieces/encoding.ts';
import type { Candidate, MaskPrediction } from './fill-mask.ts';

/** From this probability on a candidate is offered whatever it is: the model is nearly sure. */
const NEARLY_SURE = 0.9;
/** UTF-16 units on each side that decide what a candidate is in its place. */
const REACH = 40;
/** IPADIC's parts of speech that stand for something by themselves: nobody who asks for one wants a particle. */
const CONTENT = new Set(['名詞', '動詞', '形容詞', '副詞', '連体詞', '接続詞', '感動詞', '接頭詞']);
const GRAMMAR = new Set(['助詞', '助動詞']);
/** IPADIC knows few marks as such, and takes ！ and ＃ for nouns. */
const MARKS = /^[\p{P}\p{S}\p{Z}]+$/u;

/** What a candidate is: a coarse part of speech, `mark`, or null where the tokenizer has no dictionary. */
type Kind = string | null;

/**
 * The candidates a reader is offered, at most `count` of each place, from the many that were found: those of the class that is written
 * there first, in the model's order; marks and particles not at all in the place of a noun or verb, unless the model is
 * nearly sure. Probabilities stay what they are. Places of several words, which have no class, keep the model's order.
 */
export function chooseFitting(
  predictions: readonly MaskPrediction[],
  encoding: Encoding,
  tokenizer: Tokenizer,
  count: number,
): MaskPrediction[] {
  return predictions.map((prediction) => {
    const { candidates, morphemes } = prediction;
    const [only, second] = morphemes.map((index) => encoding.words[index]!);
    const kinds = candidates.map(({ text }) => kindIn(encoding.text, prediction, text, tokenizer));
    const written: Kind = !only || second ? null : kindOf(only.surface, only.morpheme?.partOfSpeech[0] ?? null);
    const rank = (candidate: Candidate, kind: Kind): number => {
      if (candidate.score >= NEARLY_SURE) return 0;
      if (kind === 'mark' && written !== 'mark') return 2;
      if (written === null || kind === null || kind === written) return 0;
      return CONTENT.has(written) && GRAMMAR.has(kind) ? 2 : 1;
    };
    const ranked = candidates.map((candidate, at) => ({ candidate, rank: rank(candidate, kinds[at]!) }));
    const offered = ranked.filter((each) => each.rank < 2).sort((a, b) => a.rank - b.rank);
    return { ...prediction, candidates: offered.slice(0, count).map(({ candidate }) => candidate) };
  });
}

/** Where a candidate is no word of its own in its place, or an unknown one, it is what it is by itself. */
function kindIn(text: string, { start, end }: MaskPrediction, candidate: string, tokenizer: Tokenizer): Kind {
  const before = text.slice(Math.max(0, start - REACH), start);
  const { words } = tokenizer.encode(`${before}${candidate}${text.slice(end, end + REACH)}`, { blanks: false });
  const place = words.find((word) => word.start === before.length);
  const told = place?.morpheme?.known ? place : tokenizer.encode(candidate, { blanks: false }).words[0];
  return kindOf(candidate, told?.morpheme?.partOfSpeech[0] ?? null);
}

const kindOf = (text: string, partOfSpeech: string | null): Kind => (MARKS.test(text) ? 'mark' : partOfSpeech);
