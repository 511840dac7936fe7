import { takeTheSame } from '../language/before-endings.ts';
import { classOf } from '../language/classes.ts';
import { HAN } from '../language/kana.ts';
import type { Meanings } from '../language/meanings.ts';
import type { WordClass } from '../language/names.ts';
import type { ReaderWord } from '../language/reader-word.ts';
import type { Collocations } from '../language/seen-together.ts';
import type { Morpheme, Span } from '../morphemes/morpheme.ts';
import type { Encoding, Tokenizer, Word } from '../pieces/encoding.ts';
import { predictMasks } from './fill-mask.ts';
import type { Exercise, MaskPrediction, PracticeKind } from './results.ts';
import type { MaskedLanguageModel, RunOptions } from './model.ts';
import { scoreText } from './scoring.ts';
import { nameOf, together } from './together.ts';
import { inPlace, REACH } from './words.ts';

/**
 * From this probability on the model is sure of an answer. Adjectives it is seldom sure of: almost every noun may be
 * large or old. What is offered beside one has to be wrong all the same.
 */
const SURE = { particle: 0.5, noun: 0.5, verb: 0.5, adjective: 0.003, adverb: 0.5 } as const;
/** The next of its class is less likely by this factor at least; else two answers might be right. */
const AHEAD = 4;
/** A particle that is offered as wrong is less likely than the answer by this factor at least. */
const CLEARLY = 100;
/**
 * Of other words many fit that are merely rare: what is offered as wrong is rarer than this in its place, by itself and
 * beside the answer, and makes the sentence less likely than the answer does, by its pseudo-log-likelihood (nats):
 * among 46 sentences 整理 in place of 掃除 does so by 12.7, 減らす in place of 飲む by 13.4.
 */
const RARE = { probability: 1e-4, factor: 1000, nats: 13.5, adjective: 12.5 } as const;
/** Choices beside the answer, at most and at least: fewer rather than one that would do. */
const OTHERS = 3;
const FEWEST = 2;
/** Candidates looked at to find those. */
const POOL = 4096;
/** How many of them are tried in the sentence. */
const TRIED = 24;
/** Words that are scored in one pass are so far apart: what is compared differs by far more than that changes. */
const APART = 6;

/** The particles learners choose between. て, ば and others are parts of forms, ね and よ are a matter of taste. */
const PARTICLES = new Set([...'はがをにでへとものや', 'から', 'まで', 'より']);
/**
 * What may stand in place of a particle in many a sentence, however unlikely, is not offered as wrong: も for は, に for
 * へ, の before a noun.
 */
const MAY_STAND: Readonly<Record<string, string>> = {
  は: 'がものと',
  が: 'はもの',
  を: 'はも',
  に: 'へもはとから',
  で: 'もはの',
  へ: 'にもはのまで',
  と: 'やもはがに',
  の: 'はもが',
  も: 'はがをの',
  や: 'とも',
  から: 'よりもはのに',
  まで: 'にへもはの',
  より: 'からもはの',
};
/** Finer classes that stand for something by themselves. */
const OWN = new Set(['一般', 'サ変接続', '形容動詞語幹', '副詞可能', '自立', '助詞類接続', '固有名詞']);

export interface PracticeOptions extends RunOptions {
  /** Tells which words are one word, or mean the same. */
  readonly meanings: Pick<Meanings, 'of' | 'isSameWord'>;
  /** Tells which words are seen together, and so are no wrong ones beside each other. */
  readonly collocations: Pick<Collocations, 'count'>;
}

/**
 * The words of `kind` in a text that the model is sure of, each with what else is offered; in the order of the text.
 * No two words are hidden at once: each is asked about with the rest of the text in place.
 * @param except Stretches in which nothing is asked for.
 */
export async function findExercises(
  encoding: Encoding,
  kind: PracticeKind,
  tokenizer: Tokenizer,
  model: MaskedLanguageModel,
  options: PracticeOptions,
  except: readonly Span[] = [],
): Promise<Exercise[]> {
  const { meanings, collocations, ...run } = options;
  const isSeen = seenIn(encoding, tokenizer, collocations);
  const exercises: Exercise[] = [];
  for (const [index, word] of encoding.words.entries()) {
    if (!mayBeAsked(word, kind) || except.some(({ start, end }) => word.start < end && word.end > start)) continue;
    run.signal?.throwIfAborted();
    const [place] = await predictMasks(encoding, [index], tokenizer, model, { ...run, pool: POOL, maxPieces: 1 });
    const unlikely = place && unlikelyAt(encoding, word, kind, place, tokenizer, meanings);
    if (!unlikely) continue;
    const unseen = () => unlikely.filter((other) => !isSeen(other, place));
    const others =
      kind === 'particle'
        ? unlikely.slice(0, OTHERS)
        : await spoilers(encoding, kind, place, unseen(), tokenizer, model, run);
    if (others.length < (kind === 'particle' ? OTHERS : FEWEST)) continue;
    const { start, end } = place;
    const answer = encoding.text.slice(start, end);
    exercises.push({ start, end, answer, probability: place.original!.score, choices: [answer, ...others].sort() });
  }
  return exercises;
}

/**
 * The stretches of a text in which a gap would cut a reader's word apart: stems of several morphemes (誕生|日), and
 * endings (は of 食べてはいけない). @param morphemes What the words are made of.
 */
export const insideWords = (
  words: readonly Pick<ReaderWord, 'first' | 'stem' | 'start' | 'end'>[],
  morphemes: readonly Span[],
): Span[] =>
  words.map(({ first, stem, start, end }) => ({
    start: stem - first > 1 ? start : (morphemes[first]?.end ?? end),
    end,
  }));

/**
 * Words like the one in a place that are unlikely there, and unlike it and each other in what they say, the likeliest
 * first; null where more than one answer might be right.
 */
export function unlikelyAt(
  encoding: Encoding,
  word: Word,
  kind: PracticeKind,
  { start, end, candidates, original }: MaskPrediction,
  tokenizer: Tokenizer,
  meanings: PracticeOptions['meanings'],
): string[] | null {
  const { morpheme, surface } = word;
  if (!morpheme || !original || original.score < SURE[kind]) return null;
  const alone = kind !== 'adjective';
  if (alone && original.rank !== 1) return null;
  const next = encoding.words[encoding.words.indexOf(word) + 1]?.morpheme ?? null;
  const isClear = clearlyWrong(kind, original.score);
  const others: Morpheme[] = [];
  for (const { text, score } of candidates) {
    if (others.length === TRIED) break;
    const wrong = isClear(score);
    if (text === surface || (!wrong && (!alone || score * AHEAD <= original.score))) continue;
    const other = morphemeIn(encoding.text, { start, end }, text, tokenizer);
    if (!other || !isLike(other, morpheme, next)) continue;
    if (!wrong) return null;
    if (![morpheme, ...others].some((known) => saysTheSame(known, other, meanings))) others.push(other);
  }
  return others.map((other) => other.surface);
}

/** Whether a word of this probability is a wrong answer beside the right one. */
function clearlyWrong(kind: PracticeKind, answer: number): (score: number) => boolean {
  if (kind === 'particle') return (score) => score * CLEARLY <= answer;
  return (score) => score <= Math.min(RARE.probability, answer / (kind === 'adjective' ? CLEARLY : RARE.factor));
}

/** Those of `words` that make the sentence far less likely in place of the answer: the worst of the first few. */
async function spoilers(
  { text }: Encoding,
  kind: PracticeKind,
  { start, end }: Span,
  words: readonly string[],
  tokenizer: Tokenizer,
  model: MaskedLanguageModel,
  run: RunOptions,
): Promise<string[]> {
  const likelihood = async (word: string) => {
    const instead = text.slice(0, start) + word + text.slice(end);
    const { pll } = await scoreText(tokenizer.encode(instead), tokenizer, model, { ...run, apart: APART });
    return pll;
  };
  const answer = await likelihood(text.slice(start, end));
  const found: { readonly word: string; readonly worse: number }[] = [];
  for (const word of words) {
    if (found.length === 2 * OTHERS) break;
    const worse = answer - (await likelihood(word));
    if (worse >= (kind === 'adjective' ? RARE.adjective : RARE.nats)) found.push({ word, worse });
  }
  return found
    .sort((a, b) => b.worse - a.worse)
    .slice(0, OTHERS)
    .map(({ word }) => word);
}

/** Tells which words in a place of a text are seen with all that they would belong to there: 結果 in 手紙を書く. */
function seenIn(encoding: Encoding, tokenizer: Tokenizer, collocations: PracticeOptions['collocations']) {
  const { text } = encoding;
  const own = new Set(together(encoding).map(nameOf));
  return (word: string, { start, end }: Span): boolean => {
    const changed = tokenizer.encode(text.slice(0, start) + word + text.slice(end));
    const pairs = together(changed).filter((pair) => !own.has(nameOf(pair)));
    return pairs.length > 0 && pairs.every((pair) => collocations.count(pair) > 0);
  };
}

/**
 * Whether two words of a class are alike enough to be both right: read alike or of one meaning (行く and ゆく, とても and
 * ごく), of one kanji (雨 and 大雨), or particles of which either may stand.
 */
function saysTheSame(one: Morpheme, other: Morpheme, meanings: PracticeOptions['meanings']): boolean {
  if (one.reading === other.reading) return true;
  if (classOf(one) === 'particle') return MAY_STAND[one.surface]?.includes(other.surface) ?? false;
  if ([...one.surface].some((character) => HAN.test(character) && other.surface.includes(character))) return true;
  const glosses = new Set(glossesOf(one, meanings));
  return (
    meanings.isSameWord(baseOf(one), baseOf(other)) || glossesOf(other, meanings).some((each) => glosses.has(each))
  );
}

const baseOf = ({ baseForm, surface }: Morpheme): string => baseForm ?? surface;

/** What a word may mean, without what is said of that in brackets. */
const glossesOf = (morpheme: Morpheme, meanings: PracticeOptions['meanings']): string[] =>
  meanings
    .of({ base: baseOf(morpheme), reading: null, class: classOf(morpheme), fine: morpheme.partOfSpeech[1] })
    .flatMap((sense) => sense.split('; '))
    .map((gloss) => gloss.replace(/\([^()]*\)/g, '').trim());

/**
 * Whether a word can be asked for: it is of the kind, stands for something by itself, and is written as its reader
 * knows it.
 */
function mayBeAsked({ morpheme, blank, pieceCount }: Word, kind: PracticeKind): boolean {
  if (!morpheme?.known || blank || pieceCount !== 1) return false;
  if (kindOf(classOf(morpheme)) !== kind) return false;
  return kind === 'particle' ? PARTICLES.has(morpheme.surface) && isCase(morpheme) : standsByItself(morpheme);
}

/** する is a part of the noun before it. */
const standsByItself = ({ partOfSpeech: [, fine = '一般'], surface, baseForm, tagset }: Morpheme): boolean =>
  tagset !== 'other' && OWN.has(fine) && baseForm !== 'する' && /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u.test(surface);

/** Of nouns, topics and places; those that join clauses (から of a reason, と of a condition) are another class. */
const isCase = ({ partOfSpeech: [, fine = ''] }: Morpheme): boolean => /^(?:格助詞|係助詞|並立助詞|連体化)$/.test(fine);

const kindOf = (kind: WordClass): string => (kind === 'naAdjective' ? 'adjective' : kind === 'name' ? 'noun' : kind);

/**
 * Whether one word is of the class of another, as far as a reader tells classes apart: verbs and adjectives in a
 * form that what follows takes, so that this gives nothing away.
 */
function isLike(one: Morpheme, other: Morpheme, next: Morpheme | null): boolean {
  if (classOf(one) !== classOf(other)) return false;
  if (classOf(one) === 'particle') return PARTICLES.has(one.surface);
  return standsByItself(one) && takeTheSame(one, other, next);
}

/** What a candidate is in its place; null where it is no word of its own there. */
function morphemeIn(text: string, span: Span, candidate: string, { analyzer }: Tokenizer): Morpheme | null {
  const place = inPlace(text, span, candidate, REACH);
  const found = analyzer.analyze(place.text, { normalize: true }).find((word) => word.start === place.start);
  return found?.known && found.end === place.end ? found : null;
}
