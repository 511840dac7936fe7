import { yieldTurn } from '../engine/running/yield-turn.ts';
import { besideBrackets } from '../language/cut-text.ts';
import type { Handlers } from '../protocol/server.ts';
import { compareAlternatives } from '../predictions/compare.ts';
import { findExercises, insideWords } from '../predictions/practice.ts';
import type { Knowledge } from '../predictions/proofreading/knowledge.ts';
import { findHints, type KnownHints } from '../predictions/proofreading/proofread.ts';
import { scoreText } from '../predictions/scoring.ts';
import type { MaskedLanguageModel } from '../predictions/model.ts';
import { askedWords } from './asked-words.ts';
import type { Ask } from './asking.ts';
import type { Encode } from './encodings.ts';
import type { WordReader } from './words.ts';

export type SentenceAnswers = Required<Pick<Handlers, 'score' | 'alternatives' | 'practice' | 'hints'>>;

/** What the side panel asks about one sentence. What a reader looks at now goes before the rest of a long text. */
export function sentenceAnswers(
  ask: Ask,
  encode: Encode,
  knowledge: () => Promise<Knowledge>,
  reader: () => Promise<WordReader>,
): SentenceAnswers {
  return {
    score: ({ text }, request) =>
      ask(request, async (tokenizer, model) => {
        const { pll, pieces } = await scoreText(encode(tokenizer, text), tokenizer, model, {
          signal: request.signal,
          priority: 0,
        });
        return {
          pll,
          pieces: pieces.map(({ piece, start, end, isSpace, logprob }) => ({ piece, start, end, isSpace, logprob })),
        };
      }),

    alternatives: ({ text, start, end, texts }, request) =>
      ask(request, async (tokenizer, model) => {
        const encoding = encode(tokenizer, text);
        const words = askedWords(encoding, start, end);
        const alternatives = await compareAlternatives(encoding, words, texts, tokenizer, model, {
          signal: request.signal,
          priority: 1,
        });
        return {
          alternatives: alternatives.map(({ text: written, score }) => ({ text: written, score })),
        };
      }),

    practice: ({ text, kind }, request) =>
      ask(request, async (tokenizer, model) => {
        const encoding = tokenizer.encode(text);
        const words = (await reader())(tokenizer, encoding);
        const { meanings, collocations } = await knowledge();
        const options = { signal: request.signal, priority: 1, meanings, collocations };
        const except = [...besideBrackets(text, words), ...insideWords(words, encoding.words)];
        const found = await findExercises(encoding, kind, tokenizer, model, options, except);
        return {
          exercises: found.map(({ start, end, answer, probability, choices }) => ({
            start,
            end,
            answer,
            probability,
            choices: [...choices],
          })),
        };
      }),

    hints: ({ text }, request) =>
      ask(request, async (tokenizer, model) => {
        const options = {
          signal: request.signal,
          priority: 0,
          pause: yieldTurn,
          known: knownOf(model),
          ...(await knowledge()),
        };
        return { hints: await findHints(text, tokenizer, model, options) };
      }),
  };
}

/** Sentences whose hints are remembered: a text that is being written is asked about again and again. */
const REMEMBERED = 300;
const remembered = new WeakMap<MaskedLanguageModel, KnownHints>();

function knownOf(model: MaskedLanguageModel): KnownHints {
  let known = remembered.get(model);
  if (!known) remembered.set(model, (known = new Map()));
  while (known.size > REMEMBERED) known.delete(known.keys().next().value!);
  return known;
}
