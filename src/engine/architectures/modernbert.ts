import { ModelError } from '../errors.ts';
import { finish, headOf, vocabulary, type Architecture } from './architecture.ts';
import { Describer, wholeTensor, type LinearSource } from './describer.ts';
import { Fields } from './fields.ts';

/** What config.json says of each layer's attention: up to transformers 4 by one rule, from 5 on layer by layer. */
function attentionOf(fields: Fields): (layer: number) => { readonly theta: number; readonly window: number | null } {
  const window = Math.floor(fields.size('local_attention', 128, 65536) / 2);
  const every = fields.size('global_attn_every_n_layers', 3, 128);
  const types = fields.get('layer_types');
  const perKind = fields.get('rope_parameters');
  const theta = (kind: string, name: string, fallback: number) => {
    const own = perKind === undefined || perKind === null ? null : new Fields(new Fields(perKind).get(kind) ?? {});
    return own ? own.number('rope_theta', fallback, 0, 1e12) : fields.number(name, fallback, 0, 1e12);
  };
  const globalTheta = theta('full_attention', 'global_rope_theta', 160_000);
  // Null means the global one; absent means the default.
  const localTheta = theta(
    'sliding_attention',
    'local_rope_theta',
    fields.get('local_rope_theta') === null ? globalTheta : 10_000,
  );
  return (layer) => {
    const type: unknown = Array.isArray(types) ? types[layer] : undefined;
    const isGlobal = type === undefined ? layer % every === 0 : type === 'full_attention';
    return isGlobal ? { theta: globalTheta, window: null } : { theta: localTheta, window };
  };
}

/**
 * ModernBertForMaskedLM (modular_modernbert.py): norms in front of each half layer, rotary positions, attention to all
 * in every third layer and to neighbours in the others, gated feed-forward.
 */
export const modernbert: Architecture = (fields) => {
  const { hiddenSize: h, heads } = fields.heads('hidden_size', 768, 'num_attention_heads', 12);
  const layers = fields.size('num_hidden_layers', 22, 128);
  const intermediateSize = fields.size('intermediate_size', 1152, 65536);
  const vocabularySize = fields.size('vocab_size', 50368, 2_000_000);
  const maxPositions = fields.size('max_position_embeddings', 8192, 65536);
  const epsilon = fields.epsilon('norm_eps', 1e-5);
  const activation = fields.activation('hidden_activation', 'gelu');
  const headActivation = fields.activation('classifier_activation', 'gelu');
  const [attentionBias, mlpBias, normBias, headBias] = [
    'attention_bias',
    'mlp_bias',
    'norm_bias',
    'classifier_bias',
  ].map((name) => fields.flag(name, false)) as [boolean, boolean, boolean, boolean];
  const decoderBias = fields.flag('decoder_bias', true);
  const tied = fields.get('tie_word_embeddings') !== false;
  const attention = attentionOf(fields);
  const size = h / heads;
  if (size % 2 !== 0) throw new ModelError('damaged', `config.json: heads of ${size} numbers cannot be rotated`);
  return (tensors) => {
    headOf(tensors, 'head.dense.weight');
    const { words, ownDecoder } = vocabulary(tensors, {
      vocabularySize,
      width: h,
      words: 'embeddings.tok_embeddings.weight',
      decoder: 'decoder.weight',
      bias: decoderBias ? ['decoder.bias'] : null,
      tied,
    });
    const describer = new Describer();
    /** Rows of a linear layer from `first` on. */
    const stretch = (name: string, all: number, first: number, rows: number, biased: boolean): LinearSource => ({
      weight: { ...wholeTensor(`${name}.weight`, all, h), first, rows },
      bias: biased ? { ...wholeTensor(`${name}.bias`, all), first, rows } : null,
    });
    const norm = (x: string, name: string) => describer.normalize(x, null, describer.norm(name, h, normBias), epsilon);
    const wordMatrix = describer.matrix('words', [words]);
    let x = norm(describer.embed(wordMatrix, null, null), 'embeddings.norm');
    const states = [x];
    for (let layer = 0; layer < layers; layer++) {
      const prefix = `layers.${layer}`;
      const last = layer === layers - 1;
      const normed = layer === 0 ? x : norm(x, `${prefix}.attn_norm`);
      const third = (first: number, rows: number) => stretch(`${prefix}.attn.Wqkv`, 3 * h, first, rows, attentionBias);
      const asking = last ? describer.choose(normed) : normed;
      const { theta, window } = attention(layer);
      const query = describer.linear(asking, describer.matrix(`${prefix}.query`, [third(0, h)]));
      const keyValue = describer.linear(normed, describer.matrix(`${prefix}.keyValue`, [third(h, 2 * h)]));
      const context = describer.attend({
        layer,
        query: describer.rotate(query, h, size, theta),
        keyValue: describer.rotate(keyValue, h, size, theta),
        heads,
        scale: 1 / Math.sqrt(size),
        window,
        relative: null,
      });
      const residual = last ? describer.choose(x) : x;
      x = describer.add(describer.dense(context, `${prefix}.attn.Wo`, h, h, attentionBias), residual);
      const half = (first: number) =>
        stretch(`${prefix}.mlp.Wi`, 2 * intermediateSize, first, intermediateSize, mlpBias);
      const gate = describer.matrix(`${prefix}.mlp.Wi`, [half(0), half(intermediateSize)]);
      const wide = describer.linear(norm(x, `${prefix}.mlp_norm`), gate);
      const gated = describer.gate(wide, activation);
      x = describer.add(describer.dense(gated, `${prefix}.mlp.Wo`, h, intermediateSize, mlpBias), x);
      if (last) x = norm(x, 'final_norm');
      states.push(x);
    }
    const body = describer.take();
    const activated = describer.activate(describer.dense(x, 'head.dense', h, h, headBias), headActivation);
    const out = norm(activated, 'head.norm');
    const decoder = ownDecoder ? describer.matrix('decoder', [ownDecoder]) : wordMatrix;
    const sizes = { vocabularySize, maxPositions, segments: 0, layers, heads, hiddenSize: h };
    return finish(describer, sizes, { constants: [], body, states, out, decoder, nextSentence: null });
  };
};
