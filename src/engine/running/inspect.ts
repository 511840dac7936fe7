import type { Description } from '../description.ts';
import { kernelInspector } from '../backends/kernel/inspector.ts';
import { startInstance } from '../backends/kernel/instance.ts';
import { BackendError, isLost, ModelError } from '../errors.ts';
import { buildInspectionModel } from '../backends/onnx/graph.ts';
import { createSession } from './load.ts';
import type { ModelFiles } from '../model-files.ts';
import type { Target } from '../../predictions/backend.ts';
import {
  finish,
  isKernel,
  KERNEL,
  openModel,
  prepareKernel,
  type OpenModel,
  type Prepared,
  type PreparedGraph,
} from './prepare.ts';
import { Queue } from './queue.ts';
import type { Runtimes } from './runtime.ts';
import { sentenceTensors, type OrtModule } from '../backends/onnx/session.ts';
import type { FillOptions } from '../weights/weight-file.ts';
import type { InspectedInput, InspectorCore } from '../inspection.ts';

export type { InspectedInput };

export interface InspectOptions extends FillOptions {
  readonly runtimes: Runtimes;
  readonly files: ModelFiles;
  readonly target?: Target;
  /** Layers whose attention can be asked for; all when absent. */
  readonly layers?: readonly number[];
}

/** The same checkpoint with its insides exposed; a session of its own, loaded only where someone looks. */
export interface Inspector {
  readonly layers: readonly number[];
  readonly heads: number;
  readonly hiddenSize: number;
  /** Positions the model was trained for, [CLS] and [SEP] included. */
  readonly maxPositions: number;
  /** Whether the checkpoint has the pooler and the next-sentence head. */
  readonly hasNextSentence: boolean;
  /**
   * Attention weights of one layer's heads (all when absent): for each head [S, S] row-major, row i summing to 1: where
   * piece i looks.
   */
  attention(input: InspectedInput, layer: number, heads?: readonly number[]): Promise<Float32Array[]>;
  /**
   * What the embeddings and each layer say of each piece: [layers + 1, S, hidden size], float32. All layers must have
   * been asked for.
   */
  hiddenStates(input: InspectedInput): Promise<Float32Array>;
  /** Logits that the second segment follows the first, and that it does not. */
  nextSentence(input: InspectedInput): Promise<readonly [follows: number, random: number]>;
  dispose(): Promise<void>;
}

/** Of a model whose insides cannot be seen. */
export const noInspector: Inspector = {
  layers: [],
  heads: 0,
  hiddenSize: 0,
  maxPositions: 0,
  hasNextSentence: false,
  attention: async (_, layer) => Promise.reject(new RangeError(`There is no layer ${layer} to look into`)),
  hiddenStates: async () => Promise.reject(new RangeError('There are no layers to look into')),
  nextSentence: async () => Promise.reject(new ModelError('missing', 'There is no next-sentence head')),
  dispose: async () => {},
};

/**
 * What is prepared for looking inside, and what it shows: on our kernel the model itself, for ORT a graph of its own.
 * The extension looks inside on the kernel, in int8. ORT in fp32 is the reference: that a description's states, heads
 * and next-sentence head are PyTorch's within 1e-4 can only be shown without int8's rounding, and on every architecture
 * is.
 */
export type PreparedInspector = Prepared & { readonly layers: readonly number[] };

/** Prepares a model for looking inside. @param layers All when absent. @throws ModelError, RangeError */
async function prepareInspector(
  opened: OpenModel,
  target: Target,
  { layers, ...options }: FillOptions & { readonly layers?: readonly number[] | undefined } = {},
): Promise<PreparedInspector> {
  const { description, weights } = opened;
  const wanted = layersOf(description, layers);
  const hasNextSentence = description.nextSentence !== null;
  if (wanted.length === 0 && !hasNextSentence)
    throw new ModelError('missing', 'The checkpoint has no next-sentence head, and no layer is asked for');
  const prepared = isKernel(target)
    ? await prepareKernel(opened, options)
    : await finish(
        buildInspectionModel(description, weights, target.device, target.precision, {
          layers: wanted,
          nextSentence: hasNextSentence,
        }),
        description,
        target,
        options,
      );
  return { ...prepared, layers: wanted };
}

/**
 * Starts a prepared inspector; its weights are used up.
 * @throws RangeError where there is no memory for it, ModelError for what the kernel cannot take, and what ORT throws
 * where it cannot make a session
 */
export async function startInspector({ ort, kernel }: Runtimes, prepared: PreparedInspector): Promise<Inspector> {
  const { layers, description, target } = prepared;
  const hasNextSentence = description.nextSentence !== null;
  const core =
    'graph' in prepared
      ? await graphInspector(ort, prepared)
      : kernelInspector(await startInstance({ ...kernel, threads: 1 }, prepared));
  const queue = new Queue();
  const run = (work: () => Promise<Float32Array>): Promise<Float32Array> =>
    queue.add(async () => {
      try {
        return await work();
      } catch (error) {
        throw new BackendError(
          isLost(error, target.device) ? 'lost' : 'failed',
          `${target.device}: ${error instanceof Error ? error.message : String(error)}`,
          { cause: error },
        );
      }
    });
  return {
    layers,
    heads: description.heads,
    hiddenSize: description.hiddenSize,
    maxPositions: description.maxPositions,
    hasNextSentence,
    async attention(input, layer, heads = Array.from({ length: description.heads }, (_, i) => i)) {
      if (!layers.includes(layer)) throw new RangeError(`Layer ${layer} was not asked for when loading`);
      const all = await run(() => core.attention(input, layer));
      const size = input.ids.length ** 2;
      return heads.map((head) => all.slice(head * size, (head + 1) * size));
    },
    async hiddenStates(input) {
      if (layers.length < description.layers) throw new RangeError('Not all layers were asked for when loading');
      return await run(() => core.hiddenStates(input));
    },
    async nextSentence(input) {
      if (!hasNextSentence) throw new ModelError('missing', 'The checkpoint has no next-sentence head');
      const [follows, random] = await run(() => core.nextSentence(input));
      return [follows!, random!];
    },
    async dispose() {
      await queue.waitUntilSettled();
      await core.dispose();
    },
  };
}

async function graphInspector(ort: OrtModule, prepared: PreparedGraph): Promise<InspectorCore> {
  const session = await createSession(ort, prepared);
  const outputs = async (input: InspectedInput, names: readonly string[]) => {
    const found = await session.run(sentenceTensors(ort, session, [input]), names);
    return names.map((name) => found[name]!.data as Float32Array);
  };
  const run = async (input: InspectedInput, output: string) => (await outputs(input, [output]))[0]!;
  const { layers, hiddenSize } = prepared.description;
  return {
    attention: (input, layer) => run(input, `attention.${layer}`),
    async hiddenStates(input) {
      const states = await outputs(
        input,
        Array.from({ length: layers + 1 }, (_, i) => `hidden.${i}`),
      );
      const all = new Float32Array(states.length * input.ids.length * hiddenSize);
      states.forEach((layer, i) => all.set(layer, i * layer.length));
      return all;
    },
    nextSentence: (input) => run(input, 'next_sentence'),
    dispose: () => session.release(),
  };
}

/**
 * Reads and starts one, on our kernel unless told otherwise. @throws ModelError, RangeError where there is no memory
 * for it or no such layer, or the signal's reason
 */
export async function loadInspector({
  runtimes,
  files,
  target = KERNEL,
  ...options
}: InspectOptions): Promise<Inspector> {
  const opened = await openModel(files, options.signal);
  return await startInspector(runtimes, await prepareInspector(opened, target, options));
}

function layersOf(description: Description, layers: readonly number[] | undefined): number[] {
  const wanted = [...new Set(layers ?? Array.from({ length: description.layers }, (_, i) => i))].sort((a, b) => a - b);
  const outside = wanted.find((layer) => !(layer >= 0 && layer < description.layers));
  if (outside !== undefined) throw new RangeError(`There is no layer ${outside}: the model has ${description.layers}`);
  return wanted;
}
