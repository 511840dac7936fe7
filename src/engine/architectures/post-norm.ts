import type { Activation, OperationOf } from '../description.ts';
import { dense, type Describer } from './describer.ts';

/** Names of a layer's linear layers and norms, as a checkpoint has them, and where they are to be found. */
export interface LayerNames {
  readonly query: string;
  readonly key: string;
  readonly value: string;
  readonly out: string;
  readonly attentionNorm: string;
  readonly up: string;
  readonly down: string;
  readonly outputNorm: string;
}

export interface LayerSizes {
  readonly hiddenSize: number;
  readonly heads: number;
  readonly intermediateSize: number;
  readonly layerNormEpsilon: number;
  readonly activation: Activation;
}

/**
 * BERT's layer (Vaswani et al. 2017, with both norms behind their residuals): attention, LN(x + residual),
 * feed-forward, LN(x + residual).
 * @param last Whether it is the model's last layer: it is computed for the wanted rows only.
 * @param attention What differs from plain attention.
 */
export function addPostNormLayer(
  describer: Describer,
  x: string,
  names: LayerNames,
  { hiddenSize: h, heads, intermediateSize, layerNormEpsilon, activation }: LayerSizes,
  {
    layer,
    last,
    attention = {},
  }: {
    readonly layer: number;
    readonly last: boolean;
    readonly attention?: Partial<Pick<OperationOf<'attend'>, 'scale' | 'relative'>>;
  },
): string {
  const asking = last ? describer.choose(x) : x;
  const query = describer.dense(asking, names.query, h, h);
  const keyValue = describer.linear(
    x,
    describer.matrix(`${names.key},${names.value}`, [dense(names.key, h, h), dense(names.value, h, h)]),
  );
  const context = describer.attend({
    layer,
    query,
    keyValue,
    heads,
    scale: 1 / Math.sqrt(h / heads),
    window: null,
    relative: null,
    ...attention,
  });
  const attended = describer.normalize(
    describer.dense(context, names.out, h, h),
    asking,
    describer.norm(names.attentionNorm, h),
    layerNormEpsilon,
  );
  const inner = describer.activate(describer.dense(attended, names.up, intermediateSize, h), activation);
  return describer.normalize(
    describer.dense(inner, names.down, h, intermediateSize),
    attended,
    describer.norm(names.outputNorm, h),
    layerNormEpsilon,
  );
}
