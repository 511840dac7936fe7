import type { Relative } from '../description.ts';
import { ModelError } from '../errors.ts';
import { finish, headOf, vocabulary, type Architecture } from './architecture.ts';
import { addDenseHead, WORDS } from './bert-like.ts';
import { dense, Describer, wholeTensor } from './describer.ts';
import type { Fields } from './fields.ts';
import { addPostNormLayer, type LayerNames } from './post-norm.ts';

const layerNames = (index: number): LayerNames => ({
  query: `encoder.layer.${index}.attention.self.query_proj`,
  key: `encoder.layer.${index}.attention.self.key_proj`,
  value: `encoder.layer.${index}.attention.self.value_proj`,
  out: `encoder.layer.${index}.attention.output.dense`,
  attentionNorm: `encoder.layer.${index}.attention.output.LayerNorm`,
  up: `encoder.layer.${index}.intermediate.dense`,
  down: `encoder.layer.${index}.output.dense`,
  outputNorm: `encoder.layer.${index}.output.LayerNorm`,
});

/** The heads that masked language models have: transformers' own, and the one of Microsoft's code. */
const heads = {
  'cls.predictions.transform.dense.weight': {
    dense: 'cls.predictions.transform.dense',
    norm: 'cls.predictions.transform.LayerNorm',
    bias: ['cls.predictions.bias', 'cls.predictions.decoder.bias'],
  },
  'lm_predictions.lm_head.dense.weight': {
    dense: 'lm_predictions.lm_head.dense',
    norm: 'lm_predictions.lm_head.LayerNorm',
    bias: ['lm_predictions.lm_head.bias'],
  },
} as const;

/** Which terms `pos_att_type` names, as DebertaV2Config reads it: a text's in any case, a list's as they are. */
function relativeTerms(fields: Fields) {
  const types = fields.get('pos_att_type') ?? [];
  const kinds: readonly unknown[] =
    typeof types === 'string'
      ? types
          .toLowerCase()
          .split('|')
          .map((kind) => kind.trim())
      : Array.isArray(types)
        ? types
        : [];
  return { toKeys: kinds.includes('c2p'), toQueries: kinds.includes('p2c') };
}

/** Distances as config.json has them (DebertaV2Encoder); null without relative attention. */
function relativeOf(fields: Fields) {
  if (!fields.flag('relative_attention', false)) return null;
  const given = fields.size('max_relative_positions', -1, 65536, -1);
  const farthest = given < 1 ? fields.size('max_position_embeddings', 512, 65536) : given;
  const buckets = Math.max(0, fields.size('position_buckets', -1, 65536, -1));
  return {
    distances: { span: buckets > 0 ? buckets : farthest, farthest, buckets } satisfies Partial<Relative>,
    normed: String(fields.get('norm_rel_ebd') ?? 'none')
      .toLowerCase()
      .includes('layer_norm'),
    shared: fields.flag('share_att_key', false),
  };
}

/**
 * DebertaV2ForMaskedLM (modeling_deberta_v2.py): BERT whose attention also looks at how far pieces are from each other
 * (He et al. 2021), with a convolution beside the first layer where the model has one. There is no enhanced mask
 * decoder in transformers.
 */
export const deberta: Architecture = (fields) => {
  const { hiddenSize: h, heads: headCount } = fields.heads('hidden_size', 1536, 'num_attention_heads', 24);
  const width = fields.size('embedding_size', h, 8192);
  const layers = fields.size('num_hidden_layers', 24, 128);
  const intermediateSize = fields.size('intermediate_size', 6144, 65536);
  const vocabularySize = fields.size('vocab_size', 128100, 2_000_000);
  const maxPositions = fields.size('max_position_embeddings', 512, 65536);
  const typeVocabularySize = fields.size('type_vocab_size', 0, 1024, 0);
  const epsilon = fields.epsilon('layer_norm_eps', 1e-7);
  const activation = fields.activation('hidden_act', 'gelu');
  const positioned = fields.flag('position_biased_input', true);
  const { toKeys, toQueries } = relativeTerms(fields);
  const relative = relativeOf(fields);
  // DisentangledSelfAttention counts the terms that are named, with relative attention or without.
  const scale = 1 / Math.sqrt((h / headCount) * (1 + Number(toKeys) + Number(toQueries)));
  const kernelSize = fields.size('conv_kernel_size', 0, 15, 0);
  const convolution = kernelSize > 0 ? fields.activation('conv_act', 'tanh') : null;
  if (kernelSize > 0) fields.requireOneOf('conv_groups', 1, 1);
  if (kernelSize > 0 && kernelSize % 2 === 0)
    throw new ModelError('unsupported', `config.json: conv_kernel_size ${kernelSize} is not supported`);
  const tied = fields.get('tie_word_embeddings') !== false;
  const layerSizes = { hiddenSize: h, heads: headCount, intermediateSize, layerNormEpsilon: epsilon, activation };
  return (tensors) => {
    if (tensors.has('mask_predictions.dense.weight'))
      throw new ModelError('unsupported', 'The checkpoint is a discriminator: its head for masks was not trained');
    const head = heads[headOf(tensors, ...Object.keys(heads)) as keyof typeof heads];
    const { words, ownDecoder } = vocabulary(tensors, {
      vocabularySize,
      width,
      words: WORDS,
      decoder: 'cls.predictions.decoder.weight',
      bias: head.bias,
      // Microsoft's head multiplies with the word embeddings whatever config.json says.
      tied: tied || head.dense.startsWith('lm_predictions'),
    });
    const describer = new Describer();
    const norm = (x: string, name: string, skip: string | null = null) =>
      describer.normalize(x, skip, describer.norm(name, h), epsilon);
    const wordMatrix = describer.matrix('words', [words]);
    const table = (called: string, name: string, rows: number) =>
      describer.table(called, wholeTensor(`embeddings.${name}.weight`, rows, width));
    // Constants come first in a description, whatever they are written down after.
    let rows = '';
    if (relative) {
      const { span } = relative.distances;
      const embeddings = { ...wholeTensor('encoder.rel_embeddings.weight', 2 * span, h) };
      rows = describer.rowsOf(describer.table('relative', embeddings));
      if (relative.normed) rows = norm(rows, 'encoder.LayerNorm');
    }
    const constants = describer.take();
    const embedded = describer.embed(
      wordMatrix,
      positioned ? table('positions', 'position_embeddings', maxPositions) : null,
      typeVocabularySize > 0 ? table('segments', 'token_type_embeddings', typeVocabularySize) : null,
    );
    const projected = width === h ? embedded : describer.dense(embedded, 'embeddings.embed_proj', h, width, false);
    const first = norm(projected, 'embeddings.LayerNorm');
    let x = first;
    const states = [x];
    const body = describer.take();
    for (let layer = 0; layer < layers; layer++) {
      const last = layer === layers - 1;
      const names = layerNames(layer);
      const prefix = `encoder.layer.${layer}.attention.self`;
      let terms: Relative | null = null;
      if (relative) {
        const { distances, shared } = relative;
        const term = (name: string) => describer.linear(rows, describer.matrix(name, [dense(name, h, h)]));
        terms = {
          ...distances,
          keys: toKeys ? term(shared ? names.key : `${prefix}.pos_key_proj`) : null,
          queries: toQueries ? term(shared ? names.query : `${prefix}.pos_query_proj`) : null,
        };
        constants.push(...describer.take());
      }
      const attention = { scale, relative: terms };
      x = addPostNormLayer(describer, x, names, layerSizes, { layer, last, attention });
      if (layer === 0 && convolution) {
        const weight = wholeTensor('encoder.conv.conv.weight', h, h, kernelSize);
        const matrix = describer.matrix(
          'encoder.conv.conv',
          [{ weight, bias: wholeTensor('encoder.conv.conv.bias', h) }],
          true,
        );
        const convolved = describer.activate(
          describer.linear(describer.unfold(first, kernelSize), matrix),
          convolution,
        );
        x = norm(x, 'encoder.conv.LayerNorm', last ? describer.choose(convolved) : convolved);
      }
      states.push(x);
      body.push(...describer.take());
    }
    const out = addDenseHead(describer, x, { ...head, inputs: h, outputs: width, activation, epsilon });
    const decoder = ownDecoder ? describer.matrix('decoder', [ownDecoder]) : wordMatrix;
    const sizes = {
      vocabularySize,
      maxPositions,
      segments: typeVocabularySize,
      layers,
      heads: headCount,
      hiddenSize: h,
    };
    return finish(describer, sizes, { constants, body, states, out, decoder, nextSentence: null });
  };
};
