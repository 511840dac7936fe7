import { openCheckpoint } from './checkpoint/open.ts';
import { Weights } from './checkpoint/weights.ts';
import { readConfig, type BertConfig } from './config.ts';
import { buildMaskedModel } from './graph/bert.ts';
import type { GraphBuilder } from './graph/builder.ts';
import type { WeightBytes } from './graph/weight-bytes.ts';
import type { ModelFiles } from './model-files.ts';
import type { Target } from './precision.ts';

/** A model as ORT takes it. */
export interface Prepared {
  readonly config: BertConfig;
  readonly target: Target;
  /** The serialised graph, without weights. */
  readonly graph: Uint8Array;
  /** Starting the model uses them up. */
  readonly weights: WeightBytes;
}

export interface PrepareOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with 0 to 1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

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

/** Builds the graph for a target and converts the weights to its numbers, one tensor at a time. */
export async function prepare({ config, weights }: OpenModel, target: Target, options: PrepareOptions = {}): Promise<Prepared> {
  return await finish(buildMaskedModel(config, weights, target.device, target.precision), config, target, options);
}

/** Fills a built graph's weights. */
export async function finish(graph: GraphBuilder, config: BertConfig, target: Target, options: PrepareOptions): Promise<Prepared> {
  return { config, target, graph: graph.encode(), weights: await graph.weights.fill(options) };
}
