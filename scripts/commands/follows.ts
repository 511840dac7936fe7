import { join } from 'node:path';
import { DEFAULT_MODEL } from '../../src/worker/parts.ts';
import { readText } from '../../src/language/read.ts';
import { endsSentence } from '../../src/language/sentences.ts';
import { toAnalysis } from '../../src/worker/messages.ts';
import { ModelError } from '../../src/engine/errors.ts';
import { loadInspector, type Inspector } from '../../src/engine/running/inspect.ts';
import { mutualInformation } from '../../src/predictions/mutual-information.ts';
import { segmentPair } from '../../src/predictions/segments.ts';
import { splitSentences } from '../../src/view/shared/sentences.ts';
import { toDrawnWords } from '../../src/view/shared/words.ts';
import type { Encoding, Tokenizer } from '../../src/pieces/encoding.ts';
import { runCommand } from '../node/command.ts';
import { heldOutOption, readHeldOut } from '../node/heldout.ts';
import { InputError } from '../node/lines.ts';
import { loadFolder, modelOptions } from '../node/model.ts';
import { nodeFiles } from '../node/node-files.ts';
import { runtimes } from '../node/runtimes.ts';
import { resolveFromCaller, root } from '../node/paths.ts';
import { seededRandom } from '../node/random.ts';

interface Pair {
  readonly genre: string;
  /** Number of the line both are from. */
  readonly line: number;
  readonly first: Encoding;
  readonly second: Encoding;
}
/** What is said of the true second sentence, and of a random one. */
interface Judged {
  readonly genre: string;
  readonly next: number;
  readonly other: number;
}

/** Of fewer words there is nothing to say. */
const LEAST_WORDS = 4;

async function measure(values: {
  model?: string | undefined;
  dictionary?: string | undefined;
  data?: string | undefined;
  by?: string | undefined;
}): Promise<void> {
  if (values.by !== undefined && values.by !== 'head' && values.by !== 'words')
    throw new InputError(`--by ${values.by}: head or words is expected`);
  const rows = readHeldOut(values.data).filter(({ kind }) => kind === 'masked');
  const { tokenizer, model } = await loadFolder(values.model, 'int8', values.dictionary);
  const pairs = rows.flatMap(({ genre, text, line }) =>
    neighbours(tokenizer, text).map(([first, second]): Pair => ({ genre, line, first, second })),
  );
  const inspector = values.by === 'words' ? null : await headOf(values.model);
  if (!inspector && values.by === 'head') throw new InputError('--by head: the model has no next-sentence head');
  const judge = async (first: Encoding, second: Encoding): Promise<number> => {
    if (!inspector) return await mutualInformation(first, second, tokenizer, model);
    const [follows, other] = await inspector.nextSentence(
      segmentPair(first, second, tokenizer, inspector.maxPositions),
    );
    return 1 / (1 + Math.exp(other - follows));
  };
  const pick = seededRandom(6);
  const judged: Judged[] = [];
  for (const { genre, line, first, second } of pairs) {
    const others = pairs.filter((pair) => pair.genre === genre && pair.line !== line);
    const other = others[Math.floor(pick() * others.length)]?.second;
    // A genre of single sentences has no other to offer.
    if (!other) continue;
    judged.push({ genre, next: await judge(first, second), other: await judge(first, other) });
  }
  for (const genre of new Set(judged.map((pair) => pair.genre)))
    print(
      genre,
      judged.filter((pair) => pair.genre === genre),
    );
  print('all', judged);
  const atLeast = (bound: number, key: 'next' | 'other') =>
    percent(judged.filter((pair) => pair[key] >= bound).length / judged.length);
  const [bounds, unit] = inspector
    ? [[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], 'probability']
    : [[0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1], 'bits a word'];
  for (const bound of bounds)
    console.log(
      `${unit} ${bound} or more: ${atLeast(bound, 'next')} of the true ones, ${atLeast(bound, 'other')} of the random ones`,
    );
}

/** Null for a model without a next-sentence head. */
async function headOf(folder: string | undefined): Promise<Inspector | null> {
  const files = nodeFiles(folder === undefined ? join(root, DEFAULT_MODEL) : resolveFromCaller(folder));
  try {
    return await loadInspector({ runtimes, files, layers: [] });
  } catch (error) {
    if (error instanceof ModelError && error.code === 'missing') return null;
    throw error;
  }
}

/** Words as the panel has them; how they are read does not matter here. */
const analysisOf = (encoding: Encoding) => toAnalysis(encoding, readText(encoding.text, encoding.words));

/** Neighbouring sentences of a text, as the panel splits it. A line may have been cut at its end. */
function neighbours(tokenizer: Tokenizer, text: string): [Encoding, Encoding][] {
  const sentences = splitSentences(text, toDrawnWords(analysisOf(tokenizer.encode(text, { blanks: false })))).map(
    ({ start, end }) => text.slice(start, end),
  );
  const encoded = sentences
    .filter((sentence, index) => index < sentences.length - 1 || endsSentence(sentence))
    .map((sentence) => tokenizer.encode(sentence, { blanks: false }));
  return encoded
    .slice(1)
    .flatMap((second, index) =>
      encoded[index]!.words.length >= LEAST_WORDS && second.words.length >= LEAST_WORDS
        ? [[encoded[index]!, second]]
        : [],
    );
}

function print(name: string, judged: readonly Judged[]): void {
  const won = judged.filter(({ next, other }) => next > other).length;
  console.log(
    `${name}: ${judged.length} pairs, ${percent(won / judged.length)} with more for the true one, area ${area(judged).toFixed(3)}`,
  );
}

/**
 * How often a true next sentence has more than a random one, over all pairs of both: the area under the curve (Mann and
 * Whitney).
 */
function area(judged: readonly Judged[]): number {
  const wins = judged.flatMap(({ next }) =>
    judged.map(({ other }): number => (next > other ? 1 : next === other ? 0.5 : 0)),
  );
  return wins.reduce((sum, win) => sum + win, 0) / wins.length;
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

await runCommand({
  name: 'follows',
  about: `Measures how well the side panel tells whether a sentence follows another: for every two neighbouring sentences of the held-out
text (bench/heldout) what is said of them, and of the first with a random second sentence of the same genre (seeded). By the model's
next-sentence head, where it has one, that is a probability; else, or by words, how many bits a word the first helps to predict the
second. Prints by genre how often the true one has more and the area under the curve, and for several bounds how many of each reach
them: what the panel's bands (HELPS) are chosen from.`,
  options: {
    ...modelOptions,
    ...heldOutOption,
    by: { type: 'string', value: 'head|words', help: 'what judges' },
  },
  run: measure,
});
