import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseArchitecture } from '../../../src/engine/architectures/index.ts';
import { architectureFolder } from '../../fixtures/checkpoints.ts';

/** What attention is by a config.json, where the heads have 8 numbers each. */
function attentionOf(name: 'deberta-v2' | 'deberta-v2-absolute', changes: object) {
  const config = JSON.parse(readFileSync(`${architectureFolder(name)}/config.json`, 'utf8')) as object;
  const { body } = parseArchitecture({ ...config, ...changes })({ has: (tensor) => !tensor.startsWith('mask_') });
  const [first] = body.filter((step) => step.op === 'attend');
  const { relative } = first!;
  return {
    factor: Math.round(1 / first!.scale ** 2 / 8),
    keys: typeof relative?.keys === 'string',
    queries: typeof relative?.queries === 'string',
  };
}

// By configuration_deberta_v2.py and DisentangledSelfAttention of transformers 4.57.1.
it.each<[unknown, factor: number, keys: boolean, queries: boolean]>([
  [['p2c', 'c2p'], 3, true, true],
  [['c2p'], 2, true, false],
  ['c2p|p2c', 3, true, true],
  ['C2P | P2C', 3, true, true],
  ['P2C', 2, false, true],
  [['C2P', 'p2c'], 2, false, true],
  ['', 1, false, false],
  [null, 1, false, false],
])('DeBERTa takes pos_att_type %j as transformers does', (pos_att_type, factor, keys, queries) => {
  expect(attentionOf('deberta-v2', { pos_att_type })).toEqual({ factor, keys, queries });
  // Without relative attention there are no terms, but they are counted.
  expect(attentionOf('deberta-v2-absolute', { pos_att_type })).toEqual({ factor, keys: false, queries: false });
});
