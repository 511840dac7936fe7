import { isMarks } from '../language/classes.ts';
import type { Encoding, Tokenizer } from '../pieces/encoding.ts';
import type { Candidate, MaskPrediction } from './results.ts';
import { inPlace, REACH } from './words.ts';

/** From this probability on a candidate is offered whatever it is: the model is nearly sure. */
const NEARLY_SURE = 0.9;
/** IPADIC's parts of speech that stand for something by themselves: nobody who asks for one wants a particle. */
const CONTENT = new Set(['名詞', '動詞', '形容詞', '副詞', '連体詞', '接続詞', '感動詞', '接頭詞']);
const GRAMMAR = new Set(['助詞', '助動詞']);

/** What a candidate is: a coarse part of speech, `mark`, or null where the tokenizer has no dictionary. */
type Kind = string | null;

/**
 * The candidates a reader is offered, at most `count` of each place, from the many that were found: those of the class
 * that is written there first, in the model's order; marks and particles not at all in the place of a noun or verb,
 * unless the model is nearly sure. Probabilities stay what they are. Places of several words, which have no class, keep
 * the model's order.
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
function kindIn(text: string, span: MaskPrediction, candidate: string, tokenizer: Tokenizer): Kind {
  const place = inPlace(text, span, candidate, REACH);
  const found = tokenizer.encode(place.text, { blanks: false }).words.find((word) => word.start === place.start);
  const told = found?.morpheme?.known ? found : tokenizer.encode(candidate, { blanks: false }).words[0];
  return kindOf(candidate, told?.morpheme?.partOfSpeech[0] ?? null);
}

const kindOf = (text: string, partOfSpeech: string | null): Kind => (isMarks(text) ? 'mark' : partOfSpeech);
