import { openCheckpoint } from '../checkpoint/open.ts';
import { Weights } from '../checkpoint/weights.ts';
import { readArchitecture } from '../architectures/index.ts';
import { buildMaskedModel } from '../backends/onnx/graph.ts';
import type { Description } from '../description.ts';
import type { DescribedMemory } from '../backends/kernel/instance.ts';
import { prepareWeights } from '../backends/kernel/prepare.ts';
import type { GraphBuilder } from '../backends/onnx/builder.ts';
import type { ModelFiles } from '../model-files.ts';
import type { Target } from '../../predictions/backend.ts';
import type { WeightBytes } from '../weights/weight-bytes.ts';
import type { FillOptions } from '../weights/weight-file.ts';

/** What our own kernel runs; everything else is ORT's. */
export const KERNEL: Target = { device: 'wasm', precision: 'int8' };

/** A model for our own kernel. */
export interface PreparedKernel extends DescribedMemory {
  readonly target: Target;
}

/** A model as ORT takes it. */
export interface PreparedGraph {
  readonly description: Description;
  readonly target: Target;
  /** The serialised graph, without weights. */
  readonly graph: Uint8Array;
  /** Starting the model uses them up. */
  readonly weights: WeightBytes;
}

export type Prepared = PreparedKernel | PreparedGraph;

/** A checkpoint's folder, opened: configuration and directory are read and understood, weights are not read. */
export interface OpenModel {
  readonly description: Description;
  readonly weights: Weights;
}

/**
 * Reads configuration and directory of a checkpoint's folder, not its weights.
 * @throws ModelError `missing`, `damaged` or `unsupported`, naming the file; the signal's reason when aborted.
 */
export async function openModel(files: ModelFiles, signal?: AbortSignal): Promise<OpenModel> {
  const describe = await readArchitecture(files, signal);
  const weights = new Weights(await openCheckpoint(files, signal));
  return { description: describe(weights), weights };
}

/** Whether a target is our own kernel's. */
export const isKernel = ({ device, precision }: Target): boolean =>
  device === KERNEL.device && precision === KERNEL.precision;

/**
 * Converts the weights to a target's numbers, one tensor at a time, and builds the graph where it needs one.
 * @throws ModelError for a tensor that is missing, of another shape or damaged, RangeError where there is no memory,
 * the signal's reason when aborted.
 */
export async function prepare(opened: OpenModel, target: Target, options: FillOptions = {}): Promise<Prepared> {
  return isKernel(target) ? await prepareKernel(opened, options) : await prepareGraph(opened, target, options);
}

/** The same for our own kernel. */
export async function prepareKernel(
  { description, weights }: OpenModel,
  options: FillOptions = {},
): Promise<PreparedKernel> {
  return { description, target: KERNEL, ...(await prepareWeights(description, weights, options)) };
}

/** The same for ORT: a graph for its device, and the weights it names. */
async function prepareGraph(
  { description, weights }: OpenModel,
  target: Target,
  options: FillOptions = {},
): Promise<PreparedGraph> {
  return await finish(
    buildMaskedModel(description, weights, target.device, target.precision),
    description,
    target,
    options,
  );
}

/** Fills a built graph's weights. @throws what `prepare` does */
export async function finish(
  graph: GraphBuilder,
  description: Description,
  target: Target,
  options: FillOptions,
): Promise<PreparedGraph> {
  return { description, target, graph: graph.encode(), weights: await graph.weights.fill(options) };
}
