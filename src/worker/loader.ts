import { BackendError } from '../engine/errors.ts';
import type { Inspector } from '../engine/running/inspect.ts';
import { StoreError } from '../library/errors.ts';
import type { EngineStatus } from '../protocol/protocol.ts';
import type { MaskedLanguageModel } from '../predictions/model.ts';
import type { Tokenizer } from '../pieces/encoding.ts';
import { toFailure } from './failure.ts';
import { UnusableModel } from './watched.ts';
import type { KeptChoice } from './kept-choice.ts';
import { singleFlight, type SingleFlight } from './single-flight.ts';
import { sourceOf, type LibraryModel, type ModelSource, type SourceParts } from './source.ts';

/** The parts of the model in use, each loaded once, when first needed. */
export interface Loader {
  readonly status: EngineStatus;
  /** The status once it is known which model is chosen. Loads nothing. */
  readStatus(): Promise<EngineStatus>;
  tokenizer(): Promise<Tokenizer>;
  /** That of the built-in model, whatever model is chosen. */
  shippedTokenizer(): Promise<Tokenizer>;
  /** Tokenizer and model, of one and the same source. */
  predictor(): Promise<readonly [Tokenizer, MaskedLanguageModel]>;
  /** Tokenizer and a second session, of another graph: loaded only for whoever looks inside. */
  inspector(report: (status: EngineStatus) => void): Promise<readonly [Tokenizer, Inspector]>;
  /** The same of the built-in model, whatever model is chosen: they are there as long as the worker. */
  builtIn(): Promise<readonly [Tokenizer, Inspector]>;
  /**
   * Whether an error was the fault of a model's own tokenizer: then the built-in model is in its place, and may be
   * asked again.
   */
  replaceUnusable(error: unknown): boolean;
  /** The model that answered may have moved: the status says where it runs. */
  noteBackend(model: MaskedLanguageModel): void;
  /** Calls `listener` with every change of the status. Returns what ends that. */
  onStatus(listener: (status: EngineStatus) => void): () => void;
}

interface Insides {
  readonly tokenizer: SingleFlight<Tokenizer>;
  readonly inspector: SingleFlight<Inspector>;
}

interface Loaded extends Insides {
  readonly source: ModelSource;
  readonly model: SingleFlight<MaskedLanguageModel>;
}

/**
 * Loads the model the user has chosen, and another as soon as another is chosen. Where the chosen one cannot be used,
 * the built-in one answers instead, and the status says why.
 */
export function createLoader(parts: SourceParts, kept: KeptChoice): Loader {
  let status: EngineStatus = { model: parts.builtIn.name, state: 'idle', progress: 0, backend: null };
  const listeners = new Set<(status: EngineStatus) => void>();
  const setStatus = (next: EngineStatus) => {
    status = next;
    for (const listener of listeners) listener(status);
  };
  /** All who wait for the insides: loading is shared, and each hears how far it is. */
  const inspecting = new Set<(status: EngineStatus) => void>();

  const insidesOf = (source: ModelSource): Insides => ({
    tokenizer: singleFlight(() => source.tokenizer()),
    inspector: singleFlight(() =>
      source.inspector((progress) => {
        if (current?.source !== source) return;
        for (const listener of inspecting) listener({ ...status, state: 'loading', progress });
      }),
    ),
  });
  const builtIn = sourceOf(parts.builtIn, parts);
  /** It parses whatever model is chosen. */
  const ofBuiltIn = insidesOf(builtIn);

  const load = (source: ModelSource, insteadOf?: EngineStatus['insteadOf']): Loaded => {
    setStatus({ model: source.name, state: 'idle', progress: 0, backend: null, ...(insteadOf ? { insteadOf } : {}) });
    /** What a model reports that is no longer the one in use concerns nobody. */
    const report = (changes: Partial<EngineStatus>) => {
      if (current === loaded) setStatus({ ...status, ...changes });
    };
    const loaded: Loaded = {
      source,
      ...(source === builtIn ? ofBuiltIn : insidesOf(source)),
      model: singleFlight(async () => {
        report({ state: 'loading', progress: 0 });
        try {
          const model = await source.model((progress) => {
            // In whole percents: one message for each step a person could see.
            if (Math.floor(progress * 100) > Math.floor(status.progress * 100)) report({ progress });
          });
          report({ state: 'ready', progress: 1, backend: { ...model.backend } });
          return model;
        } catch (error) {
          report({ state: 'failed', progress: 0 });
          throw error;
        }
      }),
    };
    return loaded;
  };

  let current: Loaded | null = null;
  /** How often another model was chosen. */
  let changes = 0;
  const choosing: SingleFlight<Loaded> = singleFlight(async () => {
    const begun = changes;
    let chosen: LibraryModel | null = null;
    let insteadOf: EngineStatus['insteadOf'];
    try {
      chosen = await kept.readChosen();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      insteadOf = { model: error.model ?? '', failure: toFailure(error) };
    }
    // What was chosen when this began is no longer wanted by anybody.
    if (begun !== changes) return await choosing.get();
    return (current = load(chosen ? sourceOf(chosen, parts) : builtIn, insteadOf));
  });

  kept.onChange(() => {
    const old = current;
    current = null;
    changes++;
    choosing.forget();
    if (old) void retire(old);
    void choosing.get().catch(() => {});
  });

  /** Runs `work` with the model in use, and again with the built-in one where that model turns out to be of no use. */
  async function useLoaded<T>(work: (loaded: Loaded) => Promise<T>, isUseless = concernsModel): Promise<T> {
    const loaded = await choosing.get();
    try {
      return await work(loaded);
    } catch (error) {
      // Another may have been chosen while this one was loading.
      if (current !== loaded) return await work(await choosing.get());
      if (loaded.source.id === null || !isUseless(error)) throw error;
      return await work(replace(loaded, error));
    }
  }

  const note = (model: MaskedLanguageModel | null) => {
    if (model && status.state === 'ready' && status.model === model.name)
      status = { ...status, backend: { ...model.backend } };
  };
  /** Puts the built-in model in place of one that is of no use. */
  function replace(useless: Loaded, why: unknown): Loaded {
    const fallback = load(builtIn, { model: useless.source.name, failure: toFailure(why) });
    current = fallback;
    choosing.set(fallback);
    void retire(useless);
    return fallback;
  }

  return {
    get status() {
      return status;
    },
    async readStatus() {
      const { model } = await choosing.get();
      // A model moves while nobody asks it anything.
      if (status.state === 'ready') note((await model.peek()) ?? null);
      return status;
    },
    tokenizer: () => useLoaded(({ tokenizer }) => tokenizer.get()),
    shippedTokenizer: () => ofBuiltIn.tokenizer.get(),
    predictor: () => useLoaded(({ tokenizer, model }) => Promise.all([tokenizer.get(), model.get()])),
    async inspector(report) {
      // The same function may wait twice.
      const own = (next: EngineStatus) => report(next);
      inspecting.add(own);
      try {
        return await useLoaded(
          ({ tokenizer, inspector }) => Promise.all([tokenizer.get(), inspector.get()]),
          // Where there is no memory for the insides, too, it answers all else as before.
          (error) => concernsModel(error) && !(error instanceof BackendError && error.code === 'memory'),
        );
      } finally {
        inspecting.delete(own);
      }
    },
    builtIn: () => Promise.all([ofBuiltIn.tokenizer.get(), ofBuiltIn.inspector.get()]),
    replaceUnusable(error) {
      if (!(error instanceof UnusableModel)) return false;
      // Where another is in use by now there is nothing to replace.
      if (current && current.source.id === error.id) replace(current, error);
      return true;
    },
    noteBackend: note,
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * Gives back the memory of a model that is no longer used, once what runs has ended; the built-in one's insides stay.
 */
async function retire({ source, model, inspector }: Loaded): Promise<void> {
  const useless = source.id === null ? [model] : [model, inspector];
  await Promise.allSettled(useless.map(async (part) => await (await part.peek())?.dispose()));
}

/** Whatever loading throws is the model's fault, but for what ended the model itself. */
const concernsModel = (error: unknown): boolean =>
  !(error instanceof BackendError && (error.code === 'lost' || error.code === 'disposed'));
