import { loadInspector } from '../engine/inspect.ts';
import type { ModelFiles } from '../engine/model-files.ts';
import type { OrtModule } from '../engine/session.ts';
import { success } from '../messages/outcome.ts';
import type { EngineStatus } from '../messages/protocol.ts';
import type { Handlers } from '../messages/server.ts';
import { predictMasks } from '../predictions/fill-mask.ts';
import { answered, type Ask } from './asking.ts';
import { loadTested } from './default-model.ts';
import { inspectionAnswers, type Inspect, type InspectionAnswers } from './inspection.ts';
import { cut, toAnalysis } from './messages.ts';
import { DEFAULT_MODEL, folder, loadTokenizer } from './parts.ts';
import { requestsElsewhere } from './requests.ts';
import { sentenceAnswers, type SentenceAnswers } from './sentences.ts';
import { singleFlight } from './single-flight.ts';
import { forgetful, type TestMemory } from './test-memory.ts';

export type Answers = SentenceAnswers & InspectionAnswers & Required<Pick<Handlers, 'analyze' | 'predict' | 'status' | 'requests'>>;

export interface AnswererParts {
  /** The package, by path from its root. */
  readonly files: ModelFiles;
  readonly ort: OrtModule;
  /** Which self-tests need not be run again; every load is tested when absent. */
  readonly memory?: TestMemory;
}

/** Answers what the surfaces ask, loading dictionary and model once, when first needed. */
export function createAnswerer({ files, ort, memory = forgetful }: AnswererParts): Answers {
  const modelFiles = folder(files, DEFAULT_MODEL);
  let status: EngineStatus = { model: 'default', state: 'idle', progress: 0, backend: null };
  const listeners = new Set<(status: EngineStatus) => void>();
  const setStatus = (next: EngineStatus) => {
    status = next;
    for (const listener of listeners) listener(status);
  };

  const tokenizer = singleFlight(() => loadTokenizer(files, modelFiles));
  const model = singleFlight(async () => {
    setStatus({ ...status, state: 'loading', progress: 0 });
    try {
      // In whole percents: one message for each step a person could see.
      const onProgress = (progress: number) => {
        if (Math.floor(progress * 100) > Math.floor(status.progress * 100)) setStatus({ ...status, progress });
      };
      const loaded = await loadTested({ ort, files: modelFiles, name: status.model, onProgress }, memory);
      setStatus({ ...status, state: 'ready', progress: 1, backend: { ...loaded.backend } });
      return loaded;
    } catch (error) {
      setStatus({ ...status, state: 'failed', progress: 0 });
      throw error;
    }
  });

  /** Starts loading the model without making anyone wait; whoever asks for a prediction hears of a failure. */
  const warmUp = () => void setTimeout(() => model.get().catch(() => {}));

  const ask: Ask = async ({ signal, report }, work) => {
    listeners.add(report);
    try {
      if (status.state !== 'ready') report(status);
      const [tokens, runner] = await Promise.all([tokenizer.get(), model.get()]);
      signal.throwIfAborted();
      return await answered(runner, () => work(tokens, runner));
    } finally {
      listeners.delete(report);
    }
  };

  let reportInspector: (status: EngineStatus) => void = () => {};
  /** A second session, of another graph: loaded only for whoever looks inside. */
  const inspector = singleFlight(() =>
    loadInspector({ ort, files: modelFiles, name: status.model, onProgress: (progress) => reportInspector({ ...status, state: 'loading', progress }) }),
  );
  const inspect: Inspect = (report) => {
    reportInspector = report;
    return Promise.all([tokenizer.get(), inspector.get()]);
  };

  return {
    ...sentenceAnswers(ask),
    ...inspectionAnswers(inspect),

    async analyze({ text }) {
      const { kept, omitted } = cut(text);
      const encoding = (await tokenizer.get()).encode(kept);
      // A prediction is likely to follow; the words need not wait for the model.
      warmUp();
      return success(toAnalysis(encoding, omitted));
    },

    async predict({ text, morphemes, candidates }, request) {
      return await ask(request, async (tokens, runner) => ({
        masks: await predictMasks(tokens.encode(cut(text).kept), morphemes, tokens, runner, { topK: candidates, signal: request.signal, priority: 1 }),
      }));
    },

    status: async () => success(status),
    requests: async () => success({ elsewhere: requestsElsewhere() }),
  };
}
