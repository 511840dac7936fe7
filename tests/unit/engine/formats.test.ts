import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canonicalName, Weights } from '../../../src/engine/checkpoint/weights.ts';
import { toFloat32, type StoredTensor } from '../../../src/engine/checkpoint/checkpoint.ts';
import { openCheckpoint } from '../../../src/engine/checkpoint/open.ts';
import { openSafetensors } from '../../../src/engine/checkpoint/safetensors.ts';
import { openTorch } from '../../../src/engine/checkpoint/torch.ts';
import { ModelError } from '../../../src/engine/errors.ts';
import { blobFiles } from '../../../src/engine/model-files.ts';
import { checkpointFolder, type CheckpointName } from '../../fixtures/checkpoints.ts';

const bytesOf = (name: CheckpointName, file: string) =>
  new Uint8Array(readFileSync(`${checkpointFolder(name)}/${file}`));
const formats = [
  ['safetensors', bytesOf('safetensors', 'model.safetensors'), openSafetensors],
  ['torch zip', bytesOf('torch-zip', 'pytorch_model.bin'), openTorch],
  ['torch legacy', bytesOf('torch-legacy', 'pytorch_model.bin'), openTorch],
] as const;
const RUNS = { seed: 20_261_123, numRuns: 2000 };

/** Opens and reads every so many tensors; a ModelError of one line is the only way to fail. */
async function readAll(
  open: (file: Blob, name: string) => Promise<StoredTensor[]>,
  bytes: Uint8Array<ArrayBuffer>,
  every = 1,
): Promise<'read' | 'refused'> {
  try {
    const tensors = await open(new Blob([bytes]), 'file');
    for (const tensor of tensors.filter((_, index) => index % every === 0)) {
      const values = await tensor.read();
      expect(values).toHaveLength(tensor.shape.reduce((a, b) => a * b, 1));
    }
    return 'read';
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    expect(error.message).toMatch(/^file/);
    return 'refused';
  }
}

/**
 * Damages the directory, where everything that can go wrong is; in the tensors' bytes any number is as good as another.
 */
const damage = (length: number) =>
  fc.array(
    fc.tuple(
      fc.oneof(
        fc.nat(Math.min(length, 12_000) - 1),
        fc.nat(length - 1),
        fc.nat(4000).map((back) => length - 1 - Math.min(back, length - 1)),
      ),
      fc.nat(255),
    ),
    { minLength: 1, maxLength: 8 },
  );

describe.each(formats)('%s', (_, original, open) => {
  it('reads or refuses every damaged file', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(damage(original.length), async (changes) => {
        const bytes = original.slice();
        for (const [at, value] of changes) bytes[at] = value;
        if ((await readAll(open, bytes, 16)) === 'refused') refused++;
      }),
      RUNS,
    );
    expect(refused).toBeGreaterThan(100);
  }, 120_000);

  it('refuses every truncated file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(original.length - 1), async (length) => {
        expect(await readAll(open, original.slice(0, length))).toBe('refused');
      }),
      { ...RUNS, numRuns: 500 },
    );
  }, 60_000);

  it('refuses random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect(await readAll(open, bytes)).toBe('refused');
      }),
      { ...RUNS, numRuns: 500 },
    );
  });
});

it('names the tensor at which a file breaks off', async () => {
  for (const [, original, open] of formats.filter(([format]) => format !== 'torch zip')) {
    const message = await open(new Blob([original.slice(0, 70_000)]), 'file').then(
      () => '',
      (error: Error) => error.message,
    );
    expect(message).toMatch(
      /^file: \S+\.(?:weight|bias|gamma|beta|position_ids) ends at byte \d+, beyond the file's 70000; the file is truncated$/,
    );
  }
});

describe('openTorch', () => {
  /** torch.save({}, …) by hand in the legacy format, with `state` in place of the state_dict's pickle. */
  const legacy = (state: readonly number[]) =>
    new Blob([
      Uint8Array.from([
        0x80,
        2,
        0x8a,
        10,
        0x6c,
        0xfc,
        0x9c,
        0x46,
        0xf9,
        0x20,
        0x6a,
        0xa8,
        0x50,
        0x19,
        0x2e, // magic number
        0x80,
        2,
        0x4d,
        0xe9,
        0x03,
        0x2e, // protocol 1001
        0x80,
        2,
        0x7d,
        0x2e, // system
        ...state,
        0x80,
        2,
        0x5d,
        0x2e, // no storages
      ]),
    ]);
  const ascii = (text: string) => [...text].map((char) => char.charCodeAt(0));

  it('runs nothing a pickle asks for', async () => {
    // {"x": os.system("touch /tmp/owned")}: what a pickle bomb looks like.
    const bomb = [
      0x80,
      2,
      0x7d,
      0x58,
      1,
      0,
      0,
      0,
      0x78,
      ...ascii('cos\nsystem\n'),
      0x58,
      16,
      0,
      0,
      0,
      ...ascii('touch /tmp/owned'),
      0x85,
      0x52,
      0x73,
      0x2e,
    ];
    expect(await openTorch(legacy(bomb), 'file')).toEqual([]);
  });

  it('keeps a key such as __proto__ a key', async () => {
    const proto = [0x80, 2, 0x7d, 0x58, 9, 0, 0, 0, ...ascii('__proto__'), 0x4b, 1, 0x73, 0x2e];
    expect(await openTorch(legacy(proto), 'file')).toEqual([]);
    expect(({} as Record<string, unknown>)['1']).toBeUndefined();
  });

  it('says what is wrong in one line, whatever names the file holds', async () => {
    const bytes = bytesOf('torch-legacy', 'pytorch_model.bin');
    // In the key of a storage.
    bytes[6435] = 10;
    await expect(openTorch(new Blob([bytes]), 'file')).rejects.toThrow(/^.*storage .* belongs to no tensor$/);
  });

  it('says what a file is not', async () => {
    await expect(openTorch(new Blob(['hello world, not a checkpoint']), 'pytorch_model.bin')).rejects.toThrow(
      'pytorch_model.bin: not a file written by torch.save',
    );
    await expect(openTorch(legacy([0x80, 2, 0x4e, 0x2e]), 'pytorch_model.bin')).rejects.toThrow('holds no state_dict');
  });
});

describe('what a training program kept', () => {
  const weights = async () => {
    const file = new Blob([readFileSync(new URL('../../fixtures/training.bin', import.meta.url))]);
    return new Weights(await openCheckpoint(blobFiles([['pytorch_model.bin', file]])));
  };

  it('is read for the state_dict in it, under the names of the model', async () => {
    const tensor = (await weights()).get('embeddings.LayerNorm.weight', [3]);
    expect([...(await tensor.read())]).toEqual([1, 2, 3]);
  });

  it.each([
    ['pooler.dense.weight', [2, 2], 'CharStorage'],
    ['pooler.dense.bias', [2], 'tensor_v3'],
  ])('says of %s that it is quantised', async (name, shape, type) => {
    const all = await weights();
    expect(() => all.get(name, shape)).toThrow(
      `pytorch_model.bin: model._orig_mod.bert.${name} is quantised (${type}); weights in floating point are needed`,
    );
  });
});

describe('a checkpoint with a tensor that is none of floating point or integers', () => {
  const read = (name: string, kind = 'ComplexFloatStorage') => {
    const bytes = readFileSync(new URL(`../../fixtures/${name}`, import.meta.url));
    bytes.write(kind, bytes.indexOf('ComplexFloatStorage'), 'latin1');
    return openTorch(new Blob([bytes]), 'file');
  };

  it.each([
    ['complex.bin', 'ComplexFloatStorage'],
    ['complex-legacy.bin', 'ComplexFloatStorage'],
    ['complex.bin', 'UnheardOfNewStorage'],
  ])('is read but for that one: %s, %s', async (file, kind) => {
    const [a, rotary, b] = await read(file, kind);
    expect([...(await a!.read()), ...(await b!.read())]).toEqual([1, 2, 3, 4, 5]);
    expect(rotary).toMatchObject({ name: 'rotary', shape: [3] });
    await expect(rotary!.read()).rejects.toThrow(`file: rotary is stored as ${kind}, which is not read`);
  });

  it('is not read at all where nobody can tell where what follows begins', async () => {
    await expect(read('complex-legacy.bin', 'UnheardOfNewStorage')).rejects.toMatchObject({
      code: 'unsupported',
      message: 'file: rotary is stored as UnheardOfNewStorage, which is not read',
    });
  });
});

describe('openSafetensors', () => {
  const safetensors = (tensors: Readonly<Record<string, readonly [dtype: string, bytes: readonly number[]]>>) => {
    let at = 0;
    const header = Object.fromEntries(
      Object.entries(tensors).map(([name, [dtype, bytes]]) => [
        name,
        { dtype, shape: [bytes.length], data_offsets: [at, (at += bytes.length)] },
      ]),
    );
    const json = new TextEncoder().encode(JSON.stringify(header));
    const length = new Uint8Array(8);
    new DataView(length.buffer).setBigUint64(0, BigInt(json.length), true);
    return new Blob([length, json, ...Object.values(tensors).map(([, bytes]) => Uint8Array.from(bytes))]);
  };
  const open = async (tensors: Parameters<typeof safetensors>[0]) =>
    new Weights(await openCheckpoint(blobFiles([['model.safetensors', safetensors(tensors)]])));

  it('reads 8-bit floating point', async () => {
    const weights = await open({
      a: ['F8_E4M3', [0x00, 0x38, 0xb8, 0x7e, 0x01, 0x08, 0x3c]],
      b: ['F8_E5M2', [0x00, 0x3c, 0xbc, 0x7b, 0x01, 0x04, 0x3e]],
    });
    expect([...(await weights.get('a', [7]).read())]).toEqual([0, 1, -1, 448, 2 ** -9, 2 ** -6, 1.5]);
    expect([...(await weights.get('b', [7]).read())]).toEqual([0, 1, -1, 57344, 2 ** -16, 2 ** -14, 1.5]);
  });

  it('says of integers, and of what is scaled, that they are quantised', async () => {
    const weights = await open({
      'a.weight': ['I8', [1, 2]],
      'b.weight': ['F8_E4M3', [1, 2]],
      'b.weight_scale': ['F8_E4M3', [1]],
      'embeddings.position_ids': ['U8', [0, 1]],
    });
    expect(() => weights.get('a.weight', [2])).toThrow('a.weight is quantised (I8)');
    expect(() => weights.get('b.weight', [2])).toThrow('b.weight is quantised (F8_E4M3)');
  });
});

describe('openCheckpoint', () => {
  it.each(['model.safetensors', 'pytorch_model.bin'])('knows a git-lfs pointer in place of %s', async (name) => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 440449768\n';
    await expect(openCheckpoint(blobFiles([[name, new Blob([pointer])]]))).rejects.toThrow(
      `${name} has ${pointer.length} bytes and is only git-lfs's pointer to the file`,
    );
  });

  it('names the shard that is missing', async () => {
    const index = readFileSync(`${checkpointFolder('safetensors-shards')}/model.safetensors.index.json`);
    await expect(openCheckpoint(blobFiles([['model.safetensors.index.json', new Blob([index])]]))).rejects.toThrow(
      /^model-0000\d-of-00003.safetensors is missing/,
    );
  });

  it('does not follow an index out of the folder', async () => {
    const index = JSON.stringify({ weight_map: { a: '../secret.safetensors' } });
    await expect(
      openCheckpoint(blobFiles([['model.safetensors.index.json', new Blob([index])]])),
    ).rejects.toMatchObject({ code: 'damaged' });
  });

  it('says when there is none', async () => {
    await expect(openCheckpoint(blobFiles([]))).rejects.toThrow(
      'There is no model.safetensors and no pytorch_model.bin',
    );
  });
});

describe('Weights', () => {
  const tensor = (name: string, shape: number[]): StoredTensor => ({
    name,
    shape,
    type: 'F32',
    file: 'f',
    offset: 0,
    read: async () => new Float32Array(0),
  });
  const weights = new Weights(
    new Map([tensor('bert.embeddings.LayerNorm.gamma', [4]), tensor('x', [2, 3])].map((each) => [each.name, each])),
  );

  it('knows a tensor under all its names', () => {
    for (const name of [
      'bert.embeddings.LayerNorm.gamma',
      'module.bert.embeddings.LayerNorm.weight',
      '_orig_mod.bert.embeddings.LayerNorm.weight',
      'model.bert.embeddings.LayerNorm.weight',
      'model._orig_mod.embeddings.LayerNorm.weight',
      'embeddings.LayerNorm.weight',
    ]) {
      expect(canonicalName(name)).toBe('embeddings.LayerNorm.weight');
    }
    expect(weights.get('embeddings.LayerNorm.weight', [4]).name).toBe('bert.embeddings.LayerNorm.gamma');
  });

  it('names the tensor that is missing or of the wrong shape', () => {
    expect(() => weights.get('y', [1])).toThrow('The checkpoint has no tensor y');
    expect(() => weights.get('x', [3, 2])).toThrow('f: x has shape [2, 3], but config.json asks for [3, 2]');
  });
});

describe('toFloat32', () => {
  it('converts every half as the standard says', () => {
    const halves = Uint16Array.from({ length: 0x10000 }, (_, i) => i);
    const values = toFloat32(new Uint8Array(halves.buffer), 'F16');
    expect([0x0000, 0x3c00, 0xc000, 0x7bff, 0x0001, 0x0400, 0x7c00, 0xfc00].map((half) => values[half])).toEqual([
      0,
      1,
      -2,
      65504,
      2 ** -24,
      2 ** -14,
      Infinity,
      -Infinity,
    ]);
    expect(values[0x7e00]).toBeNaN();
    expect(Object.is(values[0x8000], -0)).toBe(true);
  });

  it('reads bfloat16, float64 and unaligned float32', () => {
    expect([...toFloat32(new Uint8Array(Uint16Array.of(0x3f80, 0xc040).buffer), 'BF16')]).toEqual([1, -3]);
    expect([...toFloat32(new Uint8Array(Float64Array.of(0.5, -2).buffer), 'F64')]).toEqual([0.5, -2]);
    const shifted = new Uint8Array(9);
    shifted.set(new Uint8Array(Float32Array.of(1.5, -4).buffer), 1);
    expect([...toFloat32(shifted.subarray(1), 'F32')]).toEqual([1.5, -4]);
  });
});
