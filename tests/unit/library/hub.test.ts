import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { download } from '../../../src/library/download.ts';
import { fetchSmall, fileUrl, lookUp, modelName } from '../../../src/library/hub.ts';
import { MAX_FILES } from '../../../src/protocol/limits.ts';
import { folderHandle } from '../../fixtures/folder-handle.ts';

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

describe('a hub that lies', () => {
  afterEach(() => void vi.unstubAllGlobals());
  const answers = (answer: () => Response) => vi.stubGlobal('fetch', async () => answer());
  /** A body without an end, which says how much of it was asked for. */
  const endless = () => {
    const sent = { bytes: 0 };
    const body = new ReadableStream({
      pull(controller) {
        sent.bytes += 1_000_000;
        controller.enqueue(new Uint8Array(1_000_000).fill(0x20));
      },
    });
    return { sent, response: new Response(body, { headers: { 'Content-Length': '10' } }) };
  };
  const at = { hub: 'https://hub.test' };
  const offer = (bytes: number) => ({
    model: 'a/b',
    revision: 'abc',
    files: [{ name: 'config.json', bytes, sha256: null }],
    bytes,
  });

  it('and answers without an end is not listened to', async () => {
    const { sent, response } = endless();
    answers(() => response);
    await expect(lookUp('a/b', at)).rejects.toMatchObject({ code: 'unreachable' });
    expect(sent.bytes).toBeLessThan(12_000_000);
  });

  it('and sends more of a small file than it announced, or announces too much, is not listened to', async () => {
    const { sent, response } = endless();
    answers(() => response);
    await expect(fetchSmall(offer(500), 'config.json', { ...at, signal: undefined })).rejects.toMatchObject({
      code: 'unreachable',
      message: 'config.json has more than 500 bytes',
    });
    expect(sent.bytes).toBeLessThan(4_000_000);
    await expect(fetchSmall(offer(2_000_000), 'config.json', { ...at, signal: undefined })).rejects.toMatchObject({
      code: 'unusable',
    });
  });

  it.each([
    [401, 'gated'],
    [403, 'gated'],
    [404, 'unreachable'],
    [500, 'unreachable'],
  ])('and gives no file that it has offered (%d): %s', async (status, code) => {
    answers(() => new Response('', { status }));
    await expect(fetchSmall(offer(10), 'config.json', at)).rejects.toMatchObject({ code });
    const [file] = offer(10).files;
    const folder = await mkdtemp(join(tmpdir(), 'anaume-hub-'));
    const wanted = { ...at, onBytes: () => {} };
    await expect(download(folderHandle(folder), offer(10), file!, wanted)).rejects.toMatchObject({ code });
    await rm(folder, { recursive: true });
  });

  it('and breaks off in the middle of an answer cannot be reached', async () => {
    answers(
      () => new Response(new ReadableStream({ pull: (controller) => controller.error(new TypeError('network')) })),
    );
    await expect(lookUp('a/b', at)).rejects.toMatchObject({ name: 'StoreError', code: 'unreachable' });
    await expect(fetchSmall(offer(500), 'config.json', at)).rejects.toMatchObject({ code: 'unreachable' });
  });

  it.each([
    ['a page', '<!doctype html><title>Log in</title>'],
    ['nothing', ''],
    ['a list', '[]'],
    ['a name as a commit that leads elsewhere', '{"sha":"../../x","siblings":[]}'],
  ])('and answers with %s is not understood', async (_, body) => {
    answers(() => new Response(body, { headers: { 'Content-Type': 'text/html' } }));
    await expect(lookUp('a/b', at)).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('has files with other names than models have left out', async () => {
    const names = [
      'pytorch_model-\u202e.bin',
      'pytorch_model-a\n.bin',
      'pytorch_model-..%2f.bin',
      'onnx/../x.onnx',
      'a/b.bin',
    ];
    const good = ['config.json', 'vocab.txt', 'pytorch_model.bin.index.json', 'pytorch_model-1.bin'];
    answers(() =>
      Response.json({ sha: 'abc', siblings: [...names, ...good].map((rfilename) => ({ rfilename, size: 1 })) }),
    );
    const [found] = await lookUp('a/b', at);
    expect(found!.files.map(({ name }) => name)).toEqual(good);
  });

  it('and has more files than any model, or larger ones, offers none', async () => {
    const offered = async (shards: number, size: number) => {
      const names = ['config.json', 'vocab.txt', 'pytorch_model.bin.index.json'];
      for (let i = 0; i < shards; i++) names.push(`pytorch_model-${i}.bin`);
      answers(() => Response.json({ sha: 'abc', siblings: names.map((rfilename) => ({ rfilename, size })) }));
      return (await lookUp('a/b', at))[0]!.files.length;
    };
    expect(await offered(MAX_FILES - 3, 1)).toBe(MAX_FILES);
    await expect(offered(MAX_FILES - 2, 1)).rejects.toMatchObject({ code: 'unusable' });
    await expect(offered(2, Number.MAX_SAFE_INTEGER)).rejects.toMatchObject({ code: 'unusable' });
  });

  it('is asked for one path below the model, whatever the names are', () => {
    const url = (model: string, file: string) => new URL(fileUrl({ ...offer(1), model }, file, at.hub));
    expect(url('a/b', 'onnx/model.onnx').href).toBe('https://hub.test/a/b/resolve/abc/onnx/model.onnx');
    for (const name of ['x?y', 'x#y', 'x%2f..%2fy', '\\x', 'x y', '\u202e'])
      expect(decodeURIComponent(url('a/b', name).pathname)).toBe(`/a/b/resolve/abc/${name}`);
  });
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
