import type * as Ort from 'onnxruntime-web';
import type { Backend } from '../../../predictions/backend.ts';
import type { MaskedInput, MaskedLanguageModel, RunOptions, TopK } from '../../../predictions/model.ts';
import { Rotations } from '../../rotations.ts';
import { parseRotationInput } from './places.ts';
import { runInBatches, type Job } from '../../running/batches.ts';
import type { Description } from '../../description.ts';
import { SessionTurns } from '../../running/session-turns.ts';

/** The part of onnxruntime-web (any of its builds) or onnxruntime-node that the engine uses. */
export type OrtModule = Pick<typeof Ort, 'InferenceSession' | 'Tensor' | 'env'>;

/** What one run gives for one input. */
interface Row {
  readonly top: TopK[];
  readonly logs: Float32Array;
}

/** A model that ORT runs as a MaskedLanguageModel. */
export class OnnxModel implements MaskedLanguageModel {
  readonly name: string;
  readonly vocabularySize: number;
  readonly maxPositions: number;
  readonly backend: Backend;
  readonly #ort: OrtModule;
  readonly #session: Ort.InferenceSession;
  readonly #turns: SessionTurns;

  constructor(ort: OrtModule, session: Ort.InferenceSession, description: Description, name: string, backend: Backend) {
    this.name = name;
    this.vocabularySize = description.vocabularySize;
    this.maxPositions = description.maxPositions;
    this.backend = backend;
    this.#ort = ort;
    this.#session = session;
    this.#turns = new SessionTurns(backend.device);
  }

  async topK(inputs: readonly MaskedInput[], k: number, options: RunOptions = {}): Promise<TopK[][]> {
    const rows = await this.#run(inputs, null, Math.min(k, this.vocabularySize), options);
    return rows.map((row) => row.top);
  }

  async logProbabilities(
    inputs: readonly MaskedInput[],
    targets: readonly Int32Array[],
    options: RunOptions = {},
  ): Promise<Float32Array[]> {
    const rows = await this.#run(inputs, targets, 1, options);
    return rows.map((row) => row.logs);
  }

  async dispose(): Promise<void> {
    await this.#turns.end(() => this.#session.release());
  }

  #run(
    inputs: readonly MaskedInput[],
    targets: readonly Int32Array[] | null,
    k: number,
    options: RunOptions,
  ): Promise<Row[]> {
    const mixed = this.#session.inputNames.includes('mask');
    return runInBatches(
      { maxPositions: this.maxPositions, turns: this.#turns, mixed, run: (batch) => this.#runBatch(batch, k) },
      inputs,
      targets,
      options,
    );
  }

  async #runBatch(batch: readonly Job[], k: number): Promise<Row[]> {
    const B = batch.length;
    const S = Math.max(...batch.map(({ input }) => input.ids.length));
    const P = Math.max(1, ...batch.map(({ input }) => input.positions.length));
    const rows = new Int32Array(B * P);
    const targets = new BigInt64Array(B * P);
    batch.forEach(({ input, targets: wanted }, b) => {
      for (let p = 0; p < P; p++) rows[b * P + p] = b * S + (input.positions[p] ?? 0);
      if (wanted) for (let p = 0; p < wanted.length; p++) targets[b * P + p] = BigInt(wanted[p]!);
    });
    const { Tensor } = this.#ort;
    const outputs = await this.#session.run({
      ...sentenceTensors(
        this.#ort,
        this.#session,
        batch.map(({ input }) => input),
      ),
      rows: new Tensor('int32', rows, [B, P]),
      targets: new Tensor('int64', targets, [B, P, 1]),
      k: new Tensor('int64', BigInt64Array.of(BigInt(k)), [1]),
    });
    const topLogs = outputs['top_log']!.data as Float32Array;
    const topIds = outputs['top_ids']!.data as BigInt64Array;
    const targetLogs = outputs['target_log']!.data as Float32Array;
    return batch.map(({ input }, b) => ({
      top: Array.from(input.positions, (_, p) => {
        const at = (b * P + p) * k;
        return {
          ids: Int32Array.from({ length: k }, (_, i) => Number(topIds[at + i])),
          probabilities: topLogs.slice(at, at + k).map(Math.exp),
        };
      }),
      logs: targetLogs.slice(b * P, b * P + input.positions.length),
    }));
  }
}

const rotations = new Rotations();

/** The inputs of a graph that are about sentences, padded to the longest. */
export function sentenceTensors(
  ort: OrtModule,
  { inputNames }: Pick<Ort.InferenceSession, 'inputNames'>,
  sentences: readonly Pick<MaskedInput, 'ids' | 'tokenTypes'>[],
): Record<string, Ort.Tensor> {
  const B = sentences.length;
  const S = Math.max(...sentences.map(({ ids }) => ids.length));
  const ids = new Int32Array(B * S);
  const tokenTypes = new Int32Array(B * S);
  const mask = new Int32Array(B * S);
  sentences.forEach((sentence, b) => {
    ids.set(sentence.ids, b * S);
    if (sentence.tokenTypes) tokenTypes.set(sentence.tokenTypes, b * S);
    mask.fill(1, b * S, b * S + sentence.ids.length);
  });
  const every: Record<string, () => Ort.Tensor> = {
    ids: () => new ort.Tensor('int32', ids, [B, S]),
    token_types: () => new ort.Tensor('int32', tokenTypes, [B, S]),
    mask: () => new ort.Tensor('int32', mask, [B, S]),
    position_ids: () =>
      new ort.Tensor(
        'int32',
        Int32Array.from({ length: S }, (_, i) => i),
        [S],
      ),
  };
  const rotation = (name: string): Ort.Tensor | null => {
    const kind = parseRotationInput(name);
    if (!kind) return null;
    const table = rotations.table(kind.theta, kind.size, S).subarray(0, S * kind.size);
    return new ort.Tensor('float32', table, [S, kind.size]);
  };
  // What a graph has no use for it does not take.
  return Object.fromEntries(
    inputNames.flatMap((name) => {
      const tensor = every[name]?.() ?? rotation(name);
      return tensor ? [[name, tensor]] : [];
    }),
  );
}
