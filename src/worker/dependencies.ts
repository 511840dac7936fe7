import type { HiddenStates, Parser, ParserInput } from '../engine/parser/parser.ts';
import type { Inspector } from '../engine/running/inspect.ts';
import { findBunsetsu, type Bunsetsu } from '../language/bunsetsu.ts';
import { formsOf } from '../language/bunsetsu-forms.ts';
import { dependentsOf, applyGrammar, treesOf, type Dependent } from '../language/dependency.ts';
import { sentencesOf } from '../language/sentences.ts';
import type { Morpheme } from '../morphemes/morpheme.ts';
import type { Encoding, Tokenizer, Word } from '../pieces/encoding.ts';

/** A text's bunsetsu and what each depends on. */
export interface Parsed {
  readonly dependents: readonly Dependent[];
  readonly morphemes: readonly Morpheme[];
}

/** The parts that parse: the default model's, whatever model is chosen. */
export interface ParsingParts {
  readonly tokenizer: Tokenizer;
  readonly inspector: Inspector;
  readonly parser: Parser;
}

/** Parses a text sentence by sentence, with one forward pass for each window of a sentence that the model can hold. */
export async function parseText(
  text: string,
  parts: ParsingParts,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Parsed> {
  const encoding = parts.tokenizer.encode(text);
  const morphemes = morphemesOf(encoding);
  const sentences = sentencesOf(text);
  const bunsetsu = findBunsetsu(morphemes, sentences);
  const dependents: Dependent[] = [];
  for (const { from, to } of treesOf(sentences, bunsetsu)) {
    options.signal?.throwIfAborted();
    const sentence = bunsetsu.slice(from, to);
    dependents.push(...dependentsOf(sentence, from, await scoresOf(encoding, sentence, morphemes, parts)));
  }
  return { dependents, morphemes };
}

/** Scores of a sentence with the given bunsetsu: see `Parser.scores`. */
export async function scoresOf(
  encoding: Encoding,
  sentence: readonly Bunsetsu[],
  morphemes: readonly Morpheme[],
  { tokenizer, inspector, parser }: ParsingParts,
): Promise<Float64Array> {
  if (sentence.length < 2) return new Float64Array(1);
  const inputs = parserInputs(encoding, sentence, morphemes);
  const { states, first } = await statesOf(encoding, inputs[0]!.all[0], inputs.at(-1)!.all[1], tokenizer, inspector);
  const moved = ([from, to]: readonly [number, number]) => [from - first, to - first] as const;
  const scores = parser.scores(
    states,
    inputs.map(({ content, function: last, all, features }) => ({
      content: moved(content),
      function: last - first,
      all: moved(all),
      features,
    })),
  );
  return applyGrammar(sentence, morphemes, scores);
}

/** Hidden states of the pieces `from` to `to`, and which piece their first row is. */
async function statesOf(
  { pieces }: Encoding,
  from: number,
  to: number,
  { ids: { cls, sep } }: Tokenizer,
  { hiddenSize: size, layers: { length }, maxPositions, hiddenStates }: Inspector,
): Promise<{ readonly states: HiddenStates; readonly first: number }> {
  const layers = length + 1;
  const read = async (start: number, end: number) => {
    const own = pieces.slice(start, end).map(({ id }) => id);
    const ids = Int32Array.from(sep === null ? [cls, ...own] : [cls, ...own, sep]);
    return { values: await hiddenStates({ ids }), layers, pieces: ids.length, size };
  };
  const count = to - from;
  // [CLS] is their first row.
  if (count <= maxPositions - 2) return { states: await read(from, to), first: from - 1 };
  const values = new Float32Array(layers * count * size);
  for (const { from: start, to: end, kept } of windows(count, maxPositions - 2)) {
    const states = await read(from + start, from + end);
    for (let layer = 0; layer < layers; layer++) {
      const at = (layer * states.pieces + 1 + kept.from - start) * size;
      values.set(states.values.subarray(at, at + (kept.to - kept.from) * size), (layer * count + kept.from) * size);
    }
  }
  return { states: { values, layers, pieces: count, size }, first: from };
}

/** What the parser is told of each bunsetsu; pieces are counted from the beginning of the text. */
export function parserInputs(
  { text, words }: Encoding,
  bunsetsu: readonly Bunsetsu[],
  morphemes: readonly Morpheme[],
): ParserInput[] {
  const piecesOf = (from: number, to: number) =>
    [words[from]!.firstPiece, words[to]!.firstPiece + words[to]!.pieceCount] as const;
  return formsOf(text, bunsetsu, morphemes).map(({ content, function: last, features }, i) => {
    const { firstMorpheme, endMorpheme } = bunsetsu[i]!;
    return {
      content: piecesOf(content, content),
      function: piecesOf(last, last)[1] - 1,
      all: piecesOf(firstMorpheme, endMorpheme - 1),
      features,
    };
  });
}

/**
 * Windows of at most `limit` pieces that overlap by half; of each, those pieces are kept that lie deeper in it than in
 * any other.
 */
function* windows(count: number, limit: number) {
  const step = Math.floor(limit / 2);
  for (let from = 0, done = 0; done < count; from += step) {
    const to = Math.min(count, from + limit);
    const end = to === count ? count : to - Math.floor(step / 2);
    yield { from, to, kept: { from: done, to: end } };
    done = end;
  }
}

/** The words of an encoding as morphemes. */
export const morphemesOf = ({ words }: Encoding): Morpheme[] => words.map(morphemeOf);

/** A special token or a blank stands where a noun would. */
const morphemeOf = ({ morpheme, surface, start, end }: Word): Morpheme =>
  morpheme ?? {
    start,
    end,
    surface,
    known: false,
    features: ['名詞', '一般', '*', '*', '*', '*', '*'],
    partOfSpeech: ['名詞', '一般'],
    tagset: 'ipadic',
    baseForm: null,
    reading: null,
    pronunciation: null,
  };
