import { BackendError } from '../engine/errors.ts';
import { noInspector, type Inspector } from '../engine/running/inspect.ts';
import type { ModelFiles } from '../engine/model-files.ts';
import { KERNEL } from '../engine/running/prepare.ts';
import { startRuntime, type Runtimes } from '../engine/running/runtime.ts';
import { runUnwatched, type Watch } from '../protocol/watchdog.ts';
import type { BuiltInModel } from '../library/built-in.ts';
import { Findings } from '../library/findings.ts';
import type { EngineModel } from '../library/starting.ts';
import { StoredPipeline } from '../library/stored-model.ts';
import type { MaskedLanguageModel } from '../predictions/model.ts';
import type { Tokenizer } from '../pieces/encoding.ts';
import type { BackendChoice } from '../protocol/models.ts';
import { hardwareAdapter } from './adapter.ts';
import { placeModel } from './placing.ts';
import { verdictsIn } from './verdicts.ts';
import { addedDictionaries } from './dictionaries.ts';
import { loadJsonTokenizer, loadTokenizer } from './parts.ts';
import { watchModel, watchTokenizer } from './watched.ts';

/** A model that can be loaded, part by part: the built-in one, or one the user has installed. */
export interface ModelSource {
  readonly name: string;
  /** Its own for each installation; null for the built-in one. */
  readonly id: string | null;
  /**
   * Its tokenizer, over the dictionary that it asks for. @throws ModelError, TokenizerError, DictionaryError or
   * StoreError
   */
  tokenizer(): Promise<Tokenizer>;
  /**
   * Starts it where it runs best. @param onProgress Called with 0 to 1. @throws StoreError, ModelError, or BackendError
   * `none` or `memory`
   */
  model(onProgress: (fraction: number) => void): Promise<MaskedLanguageModel>;
  /**
   * Starts it for looking inside, in memory of its own. @param onProgress Called with 0 to 1. @throws StoreError,
   * ModelError, or BackendError `memory`
   */
  inspector(onProgress: (fraction: number) => void): Promise<Inspector>;
}

export interface SourceParts {
  /** The package, by path from its root. */
  readonly files: ModelFiles;
  readonly runtimes: Runtimes;
  readonly builtIn: BuiltInModel;
  /** Tells versions of the code that prepares models and computes apart. */
  readonly engine: string;
  /** Where the user wants models to run. */
  readonly choice: () => Promise<BackendChoice>;
  /** Watches over what may hang in a model that others made; nobody does when absent. */
  readonly watch?: Watch;
}

/** A model of the library. */
export type LibraryModel = EngineModel | StoredPipeline;

/** How to load a model, by the engine it is for: our own, or @xenova/transformers. Loads nothing. */
export const sourceOf = (model: LibraryModel, parts: SourceParts): ModelSource =>
  model instanceof StoredPipeline ? pipelineSource(model, parts) : engineSource(model, parts);

/** @xenova/transformers is large, and loaded only where a model needs it. */
const pipeline = () => import('../engine/backends/transformers/pipeline.ts');

function pipelineSource(
  { id, name, names, files: own }: StoredPipeline,
  { files, runtimes: { ort }, watch = runUnwatched }: SourceParts,
): ModelSource {
  return {
    name,
    id,
    tokenizer: () => watchTokenizer(id, watch, () => loadJsonTokenizer(files, own)),
    model: (onProgress) =>
      watchModel(id, watch, async () =>
        (await pipeline()).loadPipelineModel({ ort, files: own, names, name, onProgress }),
      ),
    inspector: async () => noInspector,
  };
}

function engineSource(model: EngineModel, parts: SourceParts): ModelSource {
  const { files, runtimes, choice, watch = runUnwatched } = parts;
  const { name, id } = model;
  const findings = new Findings(() => model.folder(), parts.engine);
  const tokenizer = () => loadTokenizer(files, model.files, addedDictionaries());
  return {
    name,
    id,
    // Nobody watches over our own.
    tokenizer: () => (id === null ? tokenizer() : watchTokenizer(id, watch, tokenizer)),
    model: (onProgress) =>
      placeModel(
        {
          // What is to run it is read while the model is looked for.
          cpu(passedOver) {
            runtimes.kernel.module().catch(() => {});
            return model.start({ runtimes, findings, targets: [KERNEL], passedOver, onProgress });
          },
          async gpu(targets, passedOver) {
            // Before ONNX Runtime is fetched and compiled for nothing.
            if (model.targetsOf(targets).length === 0)
              throw new BackendError('unprepared', `${name} was not prepared for the GPU; add it again`);
            void startRuntime(runtimes.ort);
            return await model.start({ runtimes, findings, targets, passedOver });
          },
        },
        { choice, verdicts: verdictsIn(findings), adapter: hardwareAdapter },
      ),
    inspector: (onProgress) => model.inspect({ runtimes, onProgress }),
  };
}
