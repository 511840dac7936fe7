import type { Morpheme, Span } from '../morphemes/morpheme.ts';
import { sentenceIndexes } from './sentences.ts';
import type { Bunsetsu } from './bunsetsu.ts';
import { nesting } from './bunsetsu-forms.ts';
import { arcProbabilities, bestTree, type ArcScores } from './trees.ts';

/** A bunsetsu, and the one that it depends on. */
export interface Dependent extends Bunsetsu {
  /** Index into the text's bunsetsu; -1 for the last of a sentence. */
  readonly head: number;
  /** That it depends on that one, 0 to 1; 1 where there is nothing to choose. */
  readonly probability: number;
  /** The next likely head, where it is at least half as likely. */
  readonly other: { readonly head: number; readonly probability: number } | null;
}

/** Less likely by more than this, and no reader would take another head. */
const CLOSE = 2;

/** A sentence of more is cut: a tree takes time with the third power of their number, and nobody reads on that far. */
const LONGEST = 200;

/** Sentences as stretches of a text's bunsetsu [from, to): each has a tree of its own. */
export function treesOf(
  sentences: readonly Span[],
  bunsetsu: readonly Bunsetsu[],
): { readonly from: number; readonly to: number }[] {
  const within = sentenceIndexes(
    sentences,
    bunsetsu.map(({ start }) => start),
  );
  const found: { readonly from: number; readonly to: number }[] = [];
  let from = 0;
  bunsetsu.forEach((_, i) => {
    if (i + 1 < bunsetsu.length && i + 1 - from < LONGEST && within[i + 1] === within[i]) return;
    found.push({ from, to: i + 1 });
    from = i + 1;
  });
  return found;
}

/** The logarithm of as good as nothing: a number, so that sums of trees stay numbers. */
const NEVER = -1000;

/**
 * Scores in which no adnominal (連体詞: 大きな, その) depends on a verb or an adjective without a noun, where it has another
 * choice: grammar leaves none, and five in 737 of Kyoto University's annotators' do. And none in which a bunsetsu
 * depends on one within a quotation that begins after it: only on the one that closes it.
 */
export function applyGrammar(
  bunsetsu: readonly Bunsetsu[],
  morphemes: readonly Morpheme[],
  scores: ArcScores,
): Float64Array {
  const count = bunsetsu.length;
  const allowed = Float64Array.from(scores);
  const classes = bunsetsu.map(({ firstMorpheme, endMorpheme }) =>
    morphemes
      .slice(firstMorpheme, endMorpheme)
      .map(({ partOfSpeech: [first] }) => first!)
      .filter((first) => first !== '記号'),
  );
  const inflects = classes.map((all) => /^(?:動詞|形容詞)$/.test(all[0] ?? '') && !all.includes('名詞'));
  classes.forEach(([first, ...rest], i) => {
    if (first !== '連体詞' || rest.length > 0 || inflects.slice(i + 1).every(Boolean)) return;
    for (let j = i + 1; j < count; j++) if (inflects[j]) allowed[i * count + j] = NEVER;
  });
  for (const { from, to } of quotations(bunsetsu, morphemes))
    for (let i = 0; i < from; i++) for (let j = from; j < to; j++) allowed[i * count + j] = NEVER;
  return allowed;
}

/**
 * What stands in brackets: [from, to] is the first bunsetsu of each and the one that closes it. Brackets that are not
 * closed are none.
 */
function quotations(bunsetsu: readonly Bunsetsu[], morphemes: readonly Morpheme[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  const open: number[] = [];
  bunsetsu.forEach(({ firstMorpheme, endMorpheme }, i) => {
    for (const { surface } of morphemes.slice(firstMorpheme, endMorpheme))
      for (const letter of surface) {
        if (nesting(letter) > 0) open.push(i);
        else if (nesting(letter) < 0 && open.length > 0) found.push({ from: open.pop()!, to: i });
      }
  });
  return found;
}

/**
 * The tree of one sentence, whose bunsetsu are [from, from + count) of the text's. @param scores See `bestTree`; log
 * probabilities.
 */
export function dependentsOf(bunsetsu: readonly Bunsetsu[], from: number, scores: ArcScores): Dependent[] {
  const count = bunsetsu.length;
  const heads = bestTree(scores, count);
  const arcs = arcProbabilities(scores, count);
  return bunsetsu.map((one, i) => {
    const head = heads[i]!;
    if (head < 0) return { ...one, head: -1, probability: 1, other: null };
    const probability = arcs[i * count + head]!;
    let second = -1;
    for (let j = i + 1; j < count; j++)
      if (j !== head && (second < 0 || arcs[i * count + j]! > arcs[i * count + second]!)) second = j;
    const close = second >= 0 && arcs[i * count + second]! * CLOSE >= probability;
    return {
      ...one,
      head: from + head,
      probability,
      other: close ? { head: from + second, probability: arcs[i * count + second]! } : null,
    };
  });
}

/** A morpheme, or the part of one, in a bunsetsu. */
export interface Part {
  readonly morpheme: Morpheme;
  readonly surface: string;
  readonly start: number;
  readonly end: number;
  /** Whether it is all of the morpheme. */
  readonly whole: boolean;
}

/** The morphemes of a bunsetsu, cut where it begins or ends inside one. */
export function partsOf(bunsetsu: Bunsetsu, morphemes: readonly Morpheme[]): Part[] {
  return morphemes.slice(bunsetsu.firstMorpheme, bunsetsu.endMorpheme).map((morpheme) => {
    const start = Math.max(morpheme.start, bunsetsu.start);
    const end = Math.min(morpheme.end, bunsetsu.end);
    const whole = start === morpheme.start && end === morpheme.end;
    return {
      morpheme,
      surface: whole ? morpheme.surface : morpheme.surface.slice(start - morpheme.start, end - morpheme.start),
      start,
      end,
      whole,
    };
  });
}
