import { withCurrent } from './current.ts';
import type { ModelFiles } from '../engine/model-files.ts';
import type { Runtimes } from '../engine/running/runtime.ts';
import { yieldTurn } from '../engine/running/yield-turn.ts';
import { BuiltInModel, builtInFolder, refuseToKeep } from '../library/built-in.ts';
import { success } from '../protocol/outcome.ts';
import { mapHandlers, type Handler, type Handlers } from '../protocol/server.ts';
import { runUnwatched, type Watch } from '../protocol/watchdog.ts';
import { predictMasks } from '../predictions/fill-mask.ts';
import { chooseReadings } from '../predictions/readings.ts';
import { chooseFitting } from '../predictions/fitting.ts';
import { timeAnswer, type Ask } from './asking.ts';
import { dependencyAnswers, type DependencyAnswers } from './dependency-answers.ts';
import { keptEncodings } from './encodings.ts';
import { inspectionAnswers, type InspectionAnswers } from './inspection.ts';
import { createLoader } from './loader.ts';
import { toAnalysis, toWords } from './messages.ts';
import { DEFAULT_MODEL, folderOf } from './parts.ts';
import { requestsElsewhere } from './requests.ts';
import { ruleAnswers, type RuleAnswers } from './rule-answers.ts';
import { sentenceAnswers, type SentenceAnswers } from './sentences.ts';
import { noChoice, type KeptChoice } from './kept-choice.ts';
import { alikeOf, seenWith } from './seen-with.ts';
import { singleFlight } from './single-flight.ts';
import type { SourceParts } from './source.ts';
import { loadCollocations, loadHandbook, loadMeanings, loadWordReader, meaningOf } from './words.ts';

export type Answers = SentenceAnswers &
  InspectionAnswers &
  DependencyAnswers &
  RuleAnswers &
  Required<Pick<Handlers, 'analyze' | 'readings' | 'meanings' | 'collocations' | 'predict' | 'status' | 'requests'>>;

export interface AnswererParts {
  /** The package, by path from its root. */
  readonly files: ModelFiles;
  readonly runtimes: Runtimes;
  /**
   * Tells versions of the model that ships, and of the code that prepares models, apart. Nothing is kept of that model
   * when absent.
   */
  readonly engine?: string;
  /** Models the user has installed; the built-in one is used when absent. */
  readonly kept?: KeptChoice;
  /** Watches over models that others made; nobody does when absent. */
  readonly watch?: Watch;
}

/** Of texts up to here (UTF-16 units) every step takes a few milliseconds, and nobody need be let in between. */
const SHORT = 2_000;

/** Candidates looked at to find those that fit. */
const POOL = 60;

/** Answers what the surfaces ask, loading dictionary and model once, when first needed. */
export function createAnswerer({
  files,
  runtimes,
  engine,
  kept = noChoice,
  watch = runUnwatched,
}: AnswererParts): Answers {
  const encode = keptEncodings();
  const builtIn = new BuiltInModel(
    folderOf(files, DEFAULT_MODEL),
    engine === undefined ? refuseToKeep : builtInFolder(engine),
  );
  const parts: SourceParts = { files, runtimes, builtIn, engine: engine ?? '', choice: () => kept.backend(), watch };
  const loader = createLoader(parts, kept);

  const reader = singleFlight(() => loadWordReader(files));
  const meanings = singleFlight(() => loadMeanings(files));
  const collocations = singleFlight(() => loadCollocations(files));
  const handbook = singleFlight(() => loadHandbook(files));
  const knowledge = async () => ({
    meanings: await meanings.get(),
    collocations: await collocations.get(),
    ...(await handbook.get()),
  });

  /** Starts loading the model without making anyone wait; whoever asks for a prediction hears of a failure. */
  const warmUp = () => void setTimeout(() => loader.predictor().catch(() => {}));

  const ask: Ask = async ({ signal, report }, work) => {
    const end = loader.onStatus(report);
    try {
      if (loader.status.state !== 'ready' || loader.status.insteadOf) report(loader.status);
      return await withCurrent(loader.predictor, async ([tokens, runner]) => {
        signal.throwIfAborted();
        const outcome = await timeAnswer(runner, () => work(tokens, runner));
        // Where its GPU was lost meanwhile it runs elsewhere now.
        loader.noteBackend(runner);
        return outcome;
      });
    } finally {
      end();
    }
  };

  // Whoever makes an answerer is about to ask it for words.
  loader.tokenizer().catch(() => {});
  reader.get().catch(() => {});

  /** Where a model's own tokenizer fails, the built-in one answers. */
  const retry = (handler: Handler): Handler => {
    return async (...args) => {
      try {
        return await handler(...args);
      } catch (error) {
        if (!loader.replaceUnusable(error)) throw error;
        return await handler(...args);
      }
    };
  };

  const answers: Answers = {
    ...sentenceAnswers(ask, encode, knowledge, reader.get),
    ...inspectionAnswers(loader.inspector, ask, encode),
    ...dependencyAnswers(parts, loader.builtIn),
    ...ruleAnswers(files, async () => (await loader.tokenizer()).analyzer),

    async analyze({ text, ruby = [], shipped = false, ...asked }, { signal }) {
      const pause = async () => {
        if (text.length > SHORT) await yieldTurn();
        signal.throwIfAborted();
      };
      const [tokenizer, read] = await Promise.all([
        shipped ? loader.shippedTokenizer() : loader.tokenizer(),
        reader.get(),
      ]);
      const encoding = encode(tokenizer, text);
      // A prediction is likely to follow; the words need not wait for the model.
      warmUp();
      await pause();
      const words = read(tokenizer, encoding, ruby);
      await pause();
      return success(toAnalysis(encoding, words, asked));
    },

    async readings({ text, ruby = [] }, request) {
      const read = await reader.get();
      const outcome = await ask(request, async (tokens, runner) => {
        const encoding = encode(tokens, text);
        const chosen = await chooseReadings(encoding, tokens, runner, { signal: request.signal, priority: 0 });
        return { words: toWords(read(tokens, encoding, ruby, chosen)) };
      });
      return outcome.ok ? success({ words: outcome.value.words }) : outcome;
    },

    async meanings({ words }) {
      const [tokenizer, read, dictionary] = await Promise.all([loader.tokenizer(), reader.get(), meanings.get()]);
      return success({ meanings: words.map((word) => meaningOf(word, dictionary, tokenizer, read)) });
    },

    async collocations({ word }) {
      const asked = [loader.tokenizer(), collocations.get(), handbook.get()] as const;
      const [{ analyzer }, known, { readAlike }] = await Promise.all(asked);
      return success({ collocations: seenWith(word, known, analyzer), alike: alikeOf(word, readAlike) });
    },

    async predict({ text, morphemes, candidates, anyClass = false }, request) {
      return await ask(request, async (tokens, runner) => {
        const encoding = encode(tokens, text);
        const masks = await predictMasks(encoding, morphemes, tokens, runner, {
          topK: candidates,
          pool: anyClass ? candidates : POOL,
          signal: request.signal,
          priority: 1,
        });
        const { origin } = tokens;
        return {
          ...(origin && { tokenizer: { ...origin } }),
          masks: anyClass ? masks : chooseFitting(masks, encoding, tokens, candidates),
        };
      });
    },

    status: async () => success(await loader.readStatus()),
    requests: async () => success({ elsewhere: requestsElsewhere() }),
  };
  return mapHandlers(answers, retry);
}
