import { describe, expect, it } from 'vitest';
import { parseArchitecture } from '../../../src/engine/architectures/index.ts';
import { ModelError } from '../../../src/engine/errors.ts';

const none = { has: () => false };

describe('what fills no masks is refused in one sentence', () => {
  it.each([
    [{ model_type: 'xlnet', architectures: ['XLNetLMHeadModel'] }, 'model_type is "xlnet"'],
    [{ model_type: 'electra', architectures: ['ElectraForPreTraining'] }, 'ElectraForPreTraining fills no masks'],
    [{ model_type: 'bert', architectures: ['BertModel'] }, 'BertModel fills no masks'],
    [{ model_type: 'bert', architectures: ['BertForSequenceClassification'] }, 'fills no masks'],
    [{ model_type: 'deberta-v2', architectures: ['DebertaV2ForTokenClassification'] }, 'fills no masks'],
    [{ model_type: 'modernbert', architectures: ['ModernBertModel'] }, 'ModernBertModel fills no masks'],
    [
      { model_type: 'bert', quantization_config: { quant_method: 'bitsandbytes' } },
      'config.json: the weights are quantised (bitsandbytes)',
    ],
  ])('by config.json: %o', (config, message) => {
    expect(() => parseArchitecture(config)).toThrow(ModelError);
    expect(() => parseArchitecture(config)).toThrow(message);
  });

  it.each(['bert', 'roberta', 'distilbert', 'albert', 'electra', 'modernbert', 'deberta-v2'])(
    'by the names of its tensors, where config.json does not tell: %s',
    (type) => {
      const describeModel = parseArchitecture({ model_type: type, hidden_size: 32, num_attention_heads: 4 });
      expect(() => describeModel(none)).toThrow('The checkpoint has no head that fills masks');
    },
  );

  it('by the head of a discriminator', () => {
    const describeModel = parseArchitecture({ model_type: 'deberta-v2' });
    expect(() => describeModel({ has: () => true })).toThrow('is a discriminator');
  });
});

it('takes what tells labels too, as training/finetune.py writes it, if its head is there', () => {
  const describeModel = parseArchitecture({
    model_type: 'bert',
    architectures: ['BertForSequenceClassification', 'BertForPreTraining'],
  });
  expect(describeModel({ has: (name) => !name.includes('task_type') }).layers).toBe(12);
  expect(() => describeModel({ has: (name) => !/cls|task_type/.test(name) })).toThrow('no head that fills masks');
});

it('takes ERNIE, LUKE and CamemBERT for what they are by their files', () => {
  const all = { has: (name: string) => !name.includes('task_type') };
  expect(parseArchitecture({ model_type: 'ernie', architectures: ['ErnieForMaskedLM'] })(all).layers).toBe(12);
  for (const type of ['luke', 'camembert', 'xlm-roberta'])
    expect(parseArchitecture({ model_type: type, max_position_embeddings: 514 })(all).maxPositions).toBe(512);
});

it('counts rinna’s positions from 0, and other RoBERTas’ from behind the padding', () => {
  const common = { model_type: 'roberta', vocab_size: 32_000, max_position_embeddings: 514 };
  const first = (config: object) =>
    parseArchitecture({ ...common, ...config })({ has: () => true }).parameters.find(
      ({ name }) => name === 'positions',
    );
  expect(first({ pad_token_id: 3, bos_token_id: 1, eos_token_id: 2 })).toMatchObject({ rows: 514 });
  expect(first({ pad_token_id: 1, bos_token_id: 0, eos_token_id: 2 })).toMatchObject({
    rows: 512,
    values: { first: 2 },
  });
});
