import { loadInspector, noInspector, type Inspector } from '../engine/running/inspect.ts';
import type { ModelFiles } from '../engine/model-files.ts';
import { KERNEL } from '../engine/running/prepare.ts';
import type { Runtimes } from '../engine/running/runtime.ts';
import { unwatched, type Watch } from '../protocol/watchdog.ts';
import { StoredPipeline, type StoredModel } from '../library/stored-model.ts';
import type { MaskedLanguageModel, PassedOver } from '../predictions/model.ts';
import type { Tokenizer } from '../pieces/encoding.ts';
import { loadTested } from './default-model.ts';
import type { BackendChoice } from '../protocol/models.ts';
import { hardwareAdapter } from './adapter.ts';
import { placed, type PlacingParts } from './placing.ts';
import type { Verdicts } from './verdicts.ts';
import { addedDictionaries } from './dictionaries.ts';
import { DEFAULT_MODEL, folder, loadJsonTokenizer, loadTokenizer } from './parts.ts';
import type { TestMemory } from './test-memory.ts';
import { watchedModel, watchedTokenizer } from './watched.ts';

/** A model that can be loaded, part by part: the built-in one, or one the user has installed. */
export interface ModelSource {
  readonly name: string;
  /** Its own for each installation; null for the built-in one. */
  readonly id: string | null;
  tokenizer(): Promise<Tokenizer>;
  /** `onProgress` is called with 0 to 1. */
  model(onProgress: (fraction: number) => void): Promise<MaskedLanguageModel>;
  inspector(onProgress: (fraction: number) => void): Promise<Inspector>;
}

export interface SourceParts {
  /** The package, by path from its root. */
  readonly files: ModelFiles;
  readonly runtimes: Runtimes;
  readonly memory: TestMemory;
  readonly verdicts: Verdicts;
  /** Where the user wants models to run. */
  readonly choice: () => Promise<BackendChoice>;
  /** Watches over what may hang in a model that others made; nobody does when absent. */
  readonly watch?: Watch;
}

const placing = (model: string, { choice, verdicts }: SourceParts): PlacingParts => ({
  model,
  choice,
  verdicts,
  adapter: hardwareAdapter,
});

/** The model that ships; its weights are read from what was kept of them, or converted from the package. */
export function builtInSource(parts: SourceParts): ModelSource {
  const { files, runtimes, memory } = parts;
  const model = { runtimes, files: folder(files, DEFAULT_MODEL), name: 'default' };
  return {
    name: model.name,
    id: null,
    tokenizer: () => loadTokenizer(files, model.files),
    model: (onProgress) =>
      placed(
        {
          cpu: (passedOver) => loadTested({ ...model, onProgress, passedOver, targets: [KERNEL] }, memory),
          gpu: (targets, passedOver) => loadTested({ ...model, passedOver, targets }, memory),
        },
        placing(model.name, parts),
      ),
    inspector: (onProgress) => loadInspector({ ...model, onProgress }),
  };
}

/** A model that the user has installed. */
export const installedSource = (stored: StoredModel | StoredPipeline, parts: SourceParts): ModelSource =>
  stored instanceof StoredPipeline ? pipelineSource(stored, parts) : convertedSource(stored, parts);

/** @xenova/transformers is large, and loaded only where a model needs it. */
const pipeline = () => import('../engine/backends/transformers/pipeline.ts');

function pipelineSource(
  { id, name, names, files: own }: StoredPipeline,
  { files, runtimes: { ort }, watch = unwatched }: SourceParts,
): ModelSource {
  return {
    name,
    id,
    tokenizer: () => watchedTokenizer(id, watch, () => loadJsonTokenizer(files, own)),
    model: (onProgress) =>
      watchedModel(id, watch, async () =>
        (await pipeline()).loadPipelineModel({ ort, files: own, names, name, onProgress }),
      ),
    inspector: async () => noInspector,
  };
}

function convertedSource(stored: StoredModel, parts: SourceParts): ModelSource {
  const { files, runtimes, memory, watch = unwatched } = parts;
  const key = ({ device, precision }: { readonly device: string; readonly precision: string }) =>
    `${stored.id}-${device}-${precision}-${runtimes.ort.env.versions.web ?? 'unknown'}`;
  return {
    name: stored.name,
    id: stored.id,
    tokenizer: () => watchedTokenizer(stored.id, watch, () => loadTokenizer(files, stored.files, addedDictionaries())),
    model: (onProgress) => {
      const start = async (device: 'wasm' | 'webgpu', passedOver: readonly PassedOver[]) => {
        const model = await stored.start({
          runtimes,
          device,
          ...(device === 'wasm' && { onProgress }),
          passedOver,
          needsTest: async (target) => !(await memory.has(key(target))),
        });
        await memory.add(key(model.backend));
        return model;
      };
      return placed(
        { cpu: (passedOver) => start('wasm', passedOver), gpu: (_, passedOver) => start('webgpu', passedOver) },
        placing(stored.id, parts),
      );
    },
    inspector: (onProgress) => stored.inspect({ runtimes, onProgress }),
  };
}
