import { classOf } from '../language/classes.ts';
import { conjugationForm } from '../language/forms.ts';
import type { WordClass } from '../language/names.ts';
import type { Morpheme, Span } from '../morphemes/morpheme.ts';
import type { Encoding, Tokenizer, Word } from '../pieces/encoding.ts';
import { predictMasks } from './fill-mask.ts';
import type { Exercise, MaskPrediction, PracticeKind } from './results.ts';
import type { MaskedLanguageModel, RunOptions } from './model.ts';
import { inPlace, REACH } from './words.ts';

/** From this probability on the model is sure of an answer. */
const SURE = 0.5;
/** The next of its class is less likely by this factor at least; else two answers might be right. */
const AHEAD = 4;
/**
 * What is offered as wrong is less likely than the answer by these factors at least: of nouns and verbs many fit that
 * are merely rare.
 */
const CLEARLY = { particle: 100, other: 300 } as const;
/** Choices beside the answer. */
const OTHERS = 3;
/** Candidates looked at to find those. */
const POOL = 256;

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
  run: RunOptions = {},
  except: readonly Span[] = [],
): Promise<Exercise[]> {
  const exercises: Exercise[] = [];
  for (const [index, word] of encoding.words.entries()) {
    if (!mayBeAsked(word, kind) || except.some(({ start, end }) => word.start < end && word.end > start)) continue;
    run.signal?.throwIfAborted();
    const [place] = await predictMasks(encoding, [index], tokenizer, model, { ...run, pool: POOL, maxPieces: 1 });
    const exercise = place && exerciseAt(encoding, word, place, tokenizer);
    if (exercise) exercises.push(exercise);
  }
  return exercises;
}

/**
 * The exercise that one place makes, given what the model would put there; null where more than one answer might be
 * right, or nothing is clearly wrong.
 */
export function exerciseAt(
  encoding: Encoding,
  { morpheme, surface }: Word,
  { start, end, candidates, original }: MaskPrediction,
  tokenizer: Tokenizer,
): Exercise | null {
  if (!morpheme || original?.rank !== 1 || original.score < SURE) return null;
  const clearly = classOf(morpheme) === 'particle' ? CLEARLY.particle : CLEARLY.other;
  const others: Morpheme[] = [];
  for (const { text, score } of candidates) {
    if (others.length === OTHERS) break;
    const wrong = score * clearly <= original.score;
    if (text === surface || (!wrong && score * AHEAD <= original.score)) continue;
    const other = morphemeIn(encoding.text, { start, end }, text, tokenizer);
    if (!other || !isLike(other, morpheme)) continue;
    if (!wrong) return null;
    if (![morpheme, ...others].some((known) => saysTheSame(known, other))) others.push(other);
  }
  if (others.length < OTHERS) return null;
  const answer = encoding.text.slice(start, end);
  const choices = [answer, ...others.map((other) => other.surface)].sort();
  return { start, end, answer, probability: original.score, choices };
}

/**
 * Whether two words of a class are alike enough to be both right: read alike, of one kanji (雨 and 大雨), or particles of
 * which either may stand.
 */
function saysTheSame(one: Morpheme, other: Morpheme): boolean {
  if (one.reading === other.reading) return true;
  if (classOf(one) === 'particle') return MAY_STAND[one.surface]?.includes(other.surface) ?? false;
  return [...one.surface].some((character) => /\p{sc=Han}/u.test(character) && other.surface.includes(character));
}

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
 * Whether one word is of the class of another, as far as a reader tells classes apart: verbs and adjectives in the same
 * form, so that the ending gives nothing away.
 */
function isLike(one: Morpheme, other: Morpheme): boolean {
  if (classOf(one) !== classOf(other)) return false;
  if (classOf(one) === 'particle') return PARTICLES.has(one.surface);
  return standsByItself(one) && conjugationForm(one) === conjugationForm(other);
}

/** What a candidate is in its place; null where it is no word of its own there. */
function morphemeIn(text: string, span: Span, candidate: string, { analyzer }: Tokenizer): Morpheme | null {
  const place = inPlace(text, span, candidate, REACH);
  const found = analyzer.analyze(place.text, { normalize: true }).find((word) => word.start === place.start);
  return found?.known && found.end === place.end ? found : null;
}
