import { afterEach, describe, expect, it, vi } from 'vitest';
import { lookUp, modelName } from '../../../src/library/hub.ts';

describe('a model that is typed', () => {
  it.each([
    ['tohoku-nlp/bert-base-japanese', 'tohoku-nlp/bert-base-japanese'],
    [' gpt2 ', 'gpt2'],
    ['https://huggingface.co/sbintuitions/modernbert-ja-130m', 'sbintuitions/modernbert-ja-130m'],
    ['https://huggingface.co/sbintuitions/modernbert-ja-130m/', 'sbintuitions/modernbert-ja-130m'],
    ['https://huggingface.co/a/b.c_d/tree/main', 'a/b.c_d'],
    ['https://huggingface.co/a/b/tree/main/onnx?x=1#y', 'a/b'],
    ['huggingface.co/a/b/blob/main/config.json', 'a/b'],
    ['https://huggingface.co/a/b/resolve/main/model.safetensors?download=true', 'a/b'],
    ['https://hf.co/a/b/discussions/3', 'a/b'],
    ['http://www.huggingface.co/a', 'a'],
  ])('%s is %s', (typed, name) => expect(modelName(typed)).toBe(name));

  it.each([
    '',
    'a/b/c',
    '../x',
    'https://example.com/a/b',
    'https://huggingface.co/',
    'https://huggingface.co/datasets/a/b',
    'https://huggingface.co/spaces/a/b',
    'https://huggingface.co/a/b/tree/refs%2Fpr%2F3',
    'https://huggingface.co.example.com/a/b',
    'https://huggingface.co/a/../b',
  ])('%s is none', (typed) => expect(modelName(typed)).toBeNull());
});

describe('a look at the hub', () => {
  afterEach(() => void vi.unstubAllGlobals());
  const asked = vi.fn<(address: string) => void>();
  const offers = async (files: readonly string[], typed = 'a/b') => {
    vi.stubGlobal('fetch', async (address: string) => {
      asked(address);
      return Response.json({ sha: 'abc', siblings: files.map((rfilename) => ({ rfilename, size: 10 })) });
    });
    return (await lookUp(typed, { hub: 'https://hub.test' })).map((offer) => offer.files.map(({ name }) => name));
  };

  it('asks for the name in an address', async () => {
    await offers(['config.json', 'vocab.txt', 'model.safetensors'], 'https://huggingface.co/a/b/tree/main');
    expect(asked).toHaveBeenLastCalledWith('https://hub.test/api/models/a/b?blobs=true');
  });

  it('finds ONNX files at the root, and prefers those in their folder', async () => {
    const common = ['config.json', 'tokenizer.json'];
    expect(await offers([...common, 'model.onnx', 'model.onnx_data'])).toEqual([
      [...common, 'model.onnx', 'model.onnx_data'],
    ]);
    expect(await offers([...common, 'model.onnx', 'onnx/model.onnx'])).toEqual([[...common, 'onnx/model.onnx']]);
    expect(await offers([...common, 'model_quantized.onnx', 'onnx/model.onnx'])).toEqual([
      [...common, 'model_quantized.onnx'],
    ]);
  });
});
