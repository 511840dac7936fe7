import { expect, it } from 'vitest';
import { stripCopyNumbers } from '../../../src/library/picked.ts';

const named = (...names: string[]) => [...stripCopyNumbers(new Map(names.map((name) => [name, null]))).keys()];

it.each([
  [
    ['config (1).json', 'vocab(12).txt', 'model.safetensors'],
    ['config.json', 'vocab.txt', 'model.safetensors'],
  ],
  // Which of two is meant cannot be known.
  [
    ['config.json', 'config (1).json'],
    ['config.json', 'config (1).json'],
  ],
  [
    ['config (1).json', 'config (2).json'],
    ['config (1).json', 'config (2).json'],
  ],
  // A number that is the file's own.
  [
    ['model-00001-of-00002.safetensors', 'a (1)/config.json'],
    ['model-00001-of-00002.safetensors', 'a (1)/config.json'],
  ],
])('%j are %j', (picked, names) => {
  expect(named(...picked)).toEqual(names);
});
