import { openCheckpoint } from '../checkpoint/open.ts';
import { Weights } from '../checkpoint/weights.ts';
import { readConfig, type BertConfig } from '../config.ts';
import { buildMaskedModel } from '../backends/onnx/bert.ts';
import type { CpuModel } from '../backends/kernel/instance.ts';
import { prepareWeights } from '../backends/kernel/prepare.ts';
import type { GraphBuilder } from '../backends/onnx/builder.ts';
import type { ModelFiles } from '../model-files.ts';
import { canTellNext } from '../names.ts';
import type { Target } from './precision.ts';
import type { WeightBytes } from '../weights/weight-bytes.ts';
import type { FillOptions } from '../weights/weight-file.ts';

/** What our own kernel runs; everything else is ORT's. */
export const KERNEL: Target = { device: 'wasm', precision: 'int8' };

/** A model for our own kernel. */
export interface PreparedKernel extends CpuModel {
  readonly target: Target;
}

/** A model as ORT takes it. */
export interface PreparedGraph {
  readonly config: BertConfig;
  readonly target: Target;
  /** The serialised graph, without weights. */
  readonly graph: Uint8Array;
  /** Starting the model uses them up. */
  readonly weights: WeightBytes;
}

export type Prepared = PreparedKernel | PreparedGraph;

/** A checkpoint's folder, opened: configuration and directory are read, weights are not. */
export interface OpenModel {
  readonly config: BertConfig;
  readonly weights: Weights;
}

/** Throws ModelError. */
export async function openModel(files: ModelFiles, signal?: AbortSignal): Promise<OpenModel> {
  const config = await readConfig(files, signal);
  return { config, weights: new Weights(await openCheckpoint(files, signal)) };
}

/** Whether a target is our own kernel's. */
export const isKernel = ({ device, precision }: Target): boolean =>
  device === KERNEL.device && precision === KERNEL.precision;

/** Converts the weights to a target's numbers, one tensor at a time, and builds the graph where it needs one. */
export async function prepare(opened: OpenModel, target: Target, options: FillOptions = {}): Promise<Prepared> {
  return isKernel(target) ? await prepareKernel(opened, options) : await prepareGraph(opened, target, options);
}

export async function prepareKernel(
  { config, weights }: OpenModel,
  options: FillOptions = {},
): Promise<PreparedKernel> {
  const nextSentence = canTellNext(weights);
  return { config, target: KERNEL, nextSentence, ...(await prepareWeights(config, weights, nextSentence, options)) };
}

export async function prepareGraph(
  { config, weights }: OpenModel,
  target: Target,
  options: FillOptions = {},
): Promise<PreparedGraph> {
  return await finish(buildMaskedModel(config, weights, target.device, target.precision), config, target, options);
}

/** Fills a built graph's weights. */
export async function finish(
  graph: GraphBuilder,
  config: BertConfig,
  target: Target,
  options: FillOptions,
): Promise<PreparedGraph> {
  return { config, target, graph: graph.encode(), weights: await graph.weights.fill(options) };
}
