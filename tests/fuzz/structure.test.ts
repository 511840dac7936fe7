import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openSafetensors } from '../../src/engine/checkpoint/safetensors.ts';
import { openTorch } from '../../src/engine/checkpoint/torch.ts';
import { readArchitecture } from '../../src/engine/architectures/index.ts';
import { graphOutputs } from '../../src/engine/backends/transformers/graph-outputs.ts';
import { ModelError } from '../../src/engine/errors.ts';
import { blobFiles } from '../../src/engine/model-files.ts';
import { createAnalyzer } from '../../src/morphemes/analyzer.ts';
import { TokenizerError } from '../../src/pieces/errors.ts';
import { parseSentencePiece } from '../../src/pieces/sentencepiece/model-file.ts';
import { alignedTokenizer } from '../../src/pieces/aligned.ts';
import { tokenizerJsonSplitter } from '../../src/pieces/tokenizer-json/splitter.ts';
import { createTokenizer } from '../../src/pieces/tokenizer.ts';
import { checkpointFolder } from '../fixtures/checkpoints.ts';
import { byteLevel, unigram, wordPiece } from '../fixtures/tokenizer-json.ts';
import { SEED, sizes } from '../e2e/support/sizes.ts';
import { tinyPack } from '../unit/morphemes/tiny.ts';

/** Files that are well formed and yet not what they should be: every value may stand where another should. */
const RUNS = { seed: SEED, numRuns: sizes.fuzz };
const own = [ModelError, TokenizerError];

/** Reads, or refuses with an error of its own in one line. @returns Whether it refused. */
async function reads(reading: () => unknown): Promise<boolean> {
  try {
    await reading();
    return false;
  } catch (error) {
    if (!own.some((kind) => error instanceof kind)) throw error;
    expect((error as Error).message).not.toContain('\n');
    return true;
  }
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 0, 1e308, 2 ** 53, 0.5, '', 'x', [], {}, [[]], '__proto__', '\u202e', 1e9),
  fc.jsonValue(),
);

/** A value with up to four of its parts, at any depth, replaced, removed or doubled. */
const changed = (value: unknown) =>
  fc
    .array(fc.tuple(fc.nat(), fc.constantFrom('replace', 'remove', 'double'), odd), { minLength: 1, maxLength: 4 })
    .map((changes) => {
      const root = { value: structuredClone(value) };
      for (const [where, how, other] of changes) {
        const places: [Record<string, unknown>, string][] = [];
        const walk = (node: unknown) => {
          if (typeof node !== 'object' || node === null) return;
          for (const key of Object.keys(node)) {
            places.push([node as Record<string, unknown>, key]);
            walk((node as Record<string, unknown>)[key]);
          }
        };
        walk(root);
        const place = places[where % Math.max(1, places.length)];
        if (!place) break;
        const [node, key] = place;
        if (how === 'remove') delete node[key];
        else if (how === 'double') node[key] = [node[key], node[key]];
        else node[key] = other;
      }
      // As it would be read: what was removed from a list is null there.
      return (JSON.parse(JSON.stringify(root)) as { value: unknown }).value;
    });

const json = (value: unknown) => new Blob([JSON.stringify(value) ?? '']);
const read = (folder: 'safetensors' | 'torch-legacy', name: string) =>
  new Uint8Array(readFileSync(`${checkpointFolder(folder)}/${name}`));

/** Messages of protobuf, some of them in one another. */
const message = fc.letrec<{ message: number[] }>((tie) => ({
  message: fc
    .array(
      fc.oneof(
        { maxDepth: 4 },
        fc.tuple(fc.constantFrom(8, 16, 96), fc.nat(127)),
        fc
          .tuple(fc.constantFrom(1, 7, 11, 12), fc.oneof(tie('message'), fc.array(fc.nat(255), { maxLength: 9 })))
          .map(([number, content]) => [(number << 3) | 2, content.length & 127, ...content]),
        fc.array(fc.nat(255), { maxLength: 4 }),
      ),
      { maxLength: 6 },
    )
    .map((fields) => fields.flat()),
})).message;

describe('the structure of', () => {
  it('a config.json', async () => {
    const config = JSON.parse(new TextDecoder().decode(read('safetensors', 'config.json'))) as unknown;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(changed(config), async (value) => {
        if (await reads(() => readArchitecture(blobFiles([['config.json', json(value)]])))) refused++;
      }),
      RUNS,
    );
    expect(refused).toBeGreaterThan(sizes.fuzz / 20);
  });

  it('a tokenizer_config.json', async () => {
    const analyzer = createAnalyzer(await tinyPack());
    const config = {
      tokenizer_class: 'BertJapaneseTokenizer',
      word_tokenizer_type: 'mecab',
      subword_tokenizer_type: 'wordpiece',
      mecab_kwargs: { mecab_dic: 'ipadic', normalize_text: true },
      do_lower_case: false,
      never_split: ['猫'],
      additional_special_tokens: ['<a>', { content: '<b>' }],
      added_tokens_decoder: { 7: { content: '<c>', special: true } },
      mask_token: { content: '[MASK]' },
    };
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(changed(config), async (value) => {
        const refusal = await reads(() => {
          const tokenizer = createTokenizer(
            (value ?? {}) as object,
            '[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nすもも\nも',
            analyzer,
          );
          for (const { id } of tokenizer.encode('すもももももも[MASK]。\ud800').pieces)
            expect(tokenizer.vocabulary[id]).toBeTypeOf('string');
        });
        if (refusal) refused++;
      }),
      RUNS,
    );
    expect(refused).toBeGreaterThan(sizes.fuzz / 20);
  });

  it.each([
    ['word pieces', wordPiece(['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', '猫'])],
    ['unigrams', unigram(['<pad>', '<unk>', '<s>', '</s>', '<mask>', '▁', '猫'])],
    ['bytes', byteLevel(['猫', 'は'])],
  ])('a tokenizer.json of %s', async (_, file) => {
    const analyzer = createAnalyzer(await tinyPack());
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(changed(file), async (value) => {
        const refusal = await reads(() => {
          const tokenizer = alignedTokenizer(tokenizerJsonSplitter(value, {}), analyzer);
          for (const text of ['猫はすもも[MASK]。 A\ud800', ''])
            for (const { id } of tokenizer.encode(text).pieces) expect(tokenizer.vocabulary[id]).toBeTypeOf('string');
        });
        if (refusal) refused++;
      }),
      RUNS,
    );
    expect(refused).toBeGreaterThan(sizes.fuzz / 50);
  });

  it("a safetensors file's header", async () => {
    const bytes = read('safetensors', 'model.safetensors');
    const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as unknown;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(changed(header), async (value) => {
        const made = new TextEncoder().encode(JSON.stringify(value) ?? '');
        const file = new Blob([new BigUint64Array([BigInt(made.length)]), made, bytes.subarray(8 + length)]);
        const refusal = await reads(async () => {
          for (const tensor of (await openSafetensors(file, 'file')).slice(0, 3)) await tensor.read();
        });
        if (refusal) refused++;
      }),
      RUNS,
    );
    expect(refused).toBeGreaterThan(sizes.fuzz / 2);
  });

  it('a pickle', async () => {
    // Opcodes with their arguments, put together in any order: what a program would have to be to be believed.
    const text = (value: string) => [0x58, value.length, 0, 0, 0, ...Buffer.from(value)];
    const part = fc.oneof(
      fc
        .constantFrom(
          0x28,
          0x29,
          0x5d,
          0x7d,
          0x4e,
          0x88,
          0x89,
          0x30,
          0x32,
          0x31,
          0x73,
          0x75,
          0x61,
          0x65,
          0x74,
          0x85,
          0x86,
          0x87,
          0x51,
          0x52,
          0x62,
          0x81,
        )
        .map((one) => [one]),
      fc.constantFrom('storage', '0', 'cpu', 'weight', '__proto__').map(text),
      fc
        .constantFrom(
          'ctorch\nFloatStorage\n',
          'ctorch._utils\n_rebuild_tensor_v2\n',
          'ctorch._utils\n_rebuild_parameter\n',
          'ccollections\nOrderedDict\n',
          'cos\nsystem\n',
        )
        .map((global) => [...Buffer.from(global)]),
      fc.nat(255).map((n) => [0x4b, n]),
      fc
        .integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
        .map((n) => [0x4a, n & 255, (n >> 8) & 255, (n >> 16) & 255, (n >> 24) & 255]),
      fc.nat(9).map((n) => [0x71, n]),
      fc.nat(9).map((n) => [0x68, n]),
    );
    const front = [
      ...[0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e],
      ...[0x80, 2, 0x4d, 0xe9, 0x03, 0x2e, 0x80, 2, 0x7d, 0x2e, 0x80, 2],
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 60 }), async (parts) => {
        const file = new Blob([Uint8Array.from([...front, ...parts.flat(), 0x2e, 0x80, 2, 0x5d, 0x2e])]);
        await reads(async () => {
          for (const tensor of await openTorch(file, 'file')) await tensor.read();
        });
      }),
      { ...RUNS, numRuns: 4 * sizes.fuzz },
    );
  });

  it('an ONNX file', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(message, async (bytes) => {
        if (await reads(() => graphOutputs(new Blob([Uint8Array.from(bytes)]), 'model.onnx'))) refused++;
      }),
      RUNS,
    );
    expect(refused).toBeGreaterThan(sizes.fuzz / 10);
  });

  it('a SentencePiece model', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(message, async (bytes) => {
        if (await reads(() => parseSentencePiece(Uint8Array.from([0x0a, 3, 0x0a, 1, 0x61, ...bytes]), 'spiece.model')))
          refused++;
      }),
      RUNS,
    );
    expect(refused).toBeGreaterThan(sizes.fuzz / 10);
  });
});
