import { BackendError, ModelError } from './errors.ts';
import { buildInspectionModel } from './graph/bert.ts';
import { finish, openModel } from './prepare.ts';
import { createSession, type LoadOptions } from './load.ts';
import { Queue } from './queue.ts';
import { sentenceTensors } from './session.ts';

export interface InspectOptions extends LoadOptions {
  /** Layers whose attention can be asked for; all when absent. */
  readonly layers?: readonly number[];
}

/** A sentence or a pair: ids with [CLS] and [SEP], and the segment of each id (all 0 when absent). */
export interface InspectedInput {
  readonly ids: Int32Array;
  readonly tokenTypes?: Int32Array;
}

/** The same checkpoint with its insides exposed; a session of its own, loaded only where someone looks. */
export interface Inspector {
  readonly layers: readonly number[];
  readonly heads: number;
  /** Positions the model was trained for, [CLS] and [SEP] included. */
  readonly maxPositions: number;
  /** Whether the checkpoint has the pooler and the next-sentence head. */
  readonly hasNextSentence: boolean;
  /** Attention weights of one layer's heads (all when absent): for each head [S, S] row-major, row i summing to 1: where piece i looks. */
  attention(input: InspectedInput, layer: number, heads?: readonly number[]): Promise<Float32Array[]>;
  /** Logits that the second segment follows the first, and that it does not. */
  nextSentence(input: InspectedInput): Promise<readonly [follows: number, random: number]>;
  dispose(): Promise<void>;
}

/** @throws ModelError, BackendError, or the signal's reason, as `loadModel`; runs on the first of `targets` that starts. */
export async function loadInspector({ ort, files, layers, targets = [{ device: 'wasm', precision: 'int8' }], signal, onProgress }: InspectOptions): Promise<Inspector> {
  const opened = await openModel(files, signal);
  const { config, weights } = opened;
  const wanted = [...new Set(layers ?? Array.from({ length: config.layers }, (_, i) => i))].sort((a, b) => a - b);
  const outside = wanted.find((layer) => !(layer >= 0 && layer < config.layers));
  if (outside !== undefined) throw new RangeError(`There is no layer ${outside}: the model has ${config.layers}`);
  const hasNextSentence = ['pooler.dense.weight', 'cls.seq_relationship.weight'].every((name) => weights.has(name));
  if (wanted.length === 0 && !hasNextSentence) throw new ModelError('missing', 'The checkpoint has no next-sentence head, and no layer is asked for');
  const failures: string[] = [];
  for (const target of targets) {
    try {
      const graph = buildInspectionModel(config, weights, target.device, target.precision, { layers: wanted, nextSentence: hasNextSentence });
      const session = await createSession(ort, await finish(graph, config, target, { signal, onProgress }));
      const queue = new Queue();
      const run = ({ ids, tokenTypes }: InspectedInput, output: string): Promise<Float32Array> =>
        queue.add(async () => {
          const results = await session.run(sentenceTensors(ort, session, [{ ids, ...(tokenTypes ? { tokenTypes } : {}) }]), [output]);
          return results[output]!.data as Float32Array;
        });
      return {
        layers: wanted,
        heads: config.heads,
        maxPositions: config.maxPositions,
        hasNextSentence,
        async attention(input, layer, heads = Array.from({ length: config.heads }, (_, i) => i)) {
          if (!wanted.includes(layer)) throw new RangeError(`Layer ${layer} was not asked for when loading`);
          const all = await run(input, `attention.${layer}`);
          const size = input.ids.length ** 2;
          return heads.map((head) => all.slice(head * size, (head + 1) * size));
        },
        async nextSentence(input) {
          if (!hasNextSentence) throw new ModelError('missing', 'The checkpoint has no next-sentence head');
          const [follows, random] = await run(input, 'next_sentence');
          return [follows!, random!];
        },
        async dispose() {
          await queue.settled();
          await session.release();
        },
      };
    } catch (error) {
      if (signal?.aborted || error instanceof ModelError) throw error;
      failures.push(`${target.device} ${target.precision}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new BackendError('none', `Nothing here can run the model. ${failures.join('; ')}`);
}
