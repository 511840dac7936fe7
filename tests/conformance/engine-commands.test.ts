import { addSpecialTokens } from '../../src/pieces/encoding.ts';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../scripts/node/node-files.ts';
import { root } from '../../scripts/node/paths.ts';
import { loadTokenizer } from '../../src/worker/parts.ts';
import { openModel } from '../../src/engine/running/prepare.ts';
import { referenceLogProbabilities } from '../../src/engine/backends/reference/reference.ts';
import * as bombs from '../fixtures/bombs.ts';
import { checkpointFolder } from '../fixtures/checkpoints.ts';
import { unigram } from '../fixtures/tokenizer-json.ts';

const tsx = join(root, 'node_modules/.bin/tsx');

function run(command: 'predict' | 'score' | 'evaluate' | 'verify', args: readonly string[], input: string) {
  const { stdout, stderr, status } = spawnSync(tsx, [join(root, `scripts/commands/${command}.ts`), ...args], {
    input,
    encoding: 'utf8',
    cwd: root,
  });
  return { lines: stdout.trimEnd().split('\n'), stderr, status };
}

const TEXT = '僕は[MASK]と猫が好きで、今日は学校へ行く。';

/** The reference is held to PyTorch by its own test. */
async function reference(name: 'safetensors' | 'torch-zip' | 'torch-legacy') {
  const files = nodeFiles(checkpointFolder(name));
  const tokenizer = await loadTokenizer(nodeFiles(root), files);
  const { description, weights } = await openModel(files);
  const pieces = tokenizer.encode(TEXT).pieces.map(({ id }) => id);
  const ids = addSpecialTokens(pieces, tokenizer.ids);
  const at = (position: number, masked: readonly number[]) =>
    referenceLogProbabilities(description, weights, { ids: masked }, position);
  return { tokenizer, ids, at };
}

describe.each(['safetensors', 'torch-zip', 'torch-legacy'] as const)('npm run predict on %s', (name) => {
  it('prints the contract’s object with the checkpoint’s own probabilities', async () => {
    const { tokenizer, ids, at } = await reference(name);
    const { lines, status } = run(
      'predict',
      ['--model', checkpointFolder(name), '--dtype', 'fp32', '--top', '10', '--json'],
      `${TEXT}\n`,
    );
    expect(status).toBe(0);
    expect(lines).toHaveLength(1);
    const answer = JSON.parse(lines[0]!) as {
      text: string;
      masks: { start: number; end: number; candidates: { text: string; pieces: string[]; score: number }[] }[];
    };
    expect(answer.text).toBe(TEXT);
    expect(answer.masks).toEqual([expect.objectContaining({ start: 2, end: 8 })]);
    const logs = await at(ids.indexOf(tokenizer.ids.mask), ids);
    const best = [...logs.keys()].sort((a, b) => logs[b]! - logs[a]!).slice(0, 10);
    expect(answer.masks[0]!.candidates.map(({ pieces }) => pieces)).toEqual(
      best.map((id) => [tokenizer.vocabulary[id]]),
    );
    answer.masks[0]!.candidates.forEach(({ score }, i) =>
      expect(Math.abs(Math.log(score) - logs[best[i]!]!)).toBeLessThan(1e-4),
    );
  }, 60_000);
});

it('npm run predict -- --pieces prints the pieces straight from the model', async () => {
  const { tokenizer, ids, at } = await reference('safetensors');
  const { lines, status } = run(
    'predict',
    ['--model', checkpointFolder('safetensors'), '--dtype', 'fp32', '--top', '5', '--pieces', '--json'],
    `${TEXT}\n`,
  );
  expect(status).toBe(0);
  const { masks } = JSON.parse(lines[0]!) as {
    masks: { start: number; end: number; candidates: { id: number; piece: string; score: number }[] }[];
  };
  expect(masks).toEqual([expect.objectContaining({ start: 2, end: 8 })]);
  const logs = await at(ids.indexOf(tokenizer.ids.mask), ids);
  const best = [...logs.keys()].sort((a, b) => logs[b]! - logs[a]!).slice(0, 5);
  expect(masks[0]!.candidates).toEqual(
    best.map((id) => ({ id, piece: tokenizer.vocabulary[id], score: expect.closeTo(Math.exp(logs[id]!), 5) })),
  );
}, 60_000);

describe('npm run verify', () => {
  const folder = mkdtempSync(join(tmpdir(), 'anaume-verify-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  /** A ModernBERT of four numbers, whose tokenizer has the ids that llm-jp published. */
  beforeAll(() => {
    const vocabulary = Array.from({ length: 39_802 }, (_, id) => `[unused${id}]`);
    vocabulary.splice(0, 7, '<pad>', '<unk>', 'a', 'b', '<mask>', '<s>', '</s>');
    vocabulary[39_801] = '▁こんにちは';
    const shapes = {
      'model.embeddings.tok_embeddings.weight': [39_802, 4],
      'model.embeddings.norm.weight': [4],
      'model.layers.0.attn.Wqkv.weight': [12, 4],
      'model.layers.0.attn.Wo.weight': [4, 4],
      'model.layers.0.mlp_norm.weight': [4],
      'model.layers.0.mlp.Wi.weight': [8, 4],
      'model.layers.0.mlp.Wo.weight': [4, 4],
      'model.final_norm.weight': [4],
      'head.dense.weight': [4, 4],
      'head.norm.weight': [4],
      'decoder.bias': [39_802],
    };
    writeFileSync(join(folder, 'model.safetensors'), safetensors(shapes));
    writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(unigram(vocabulary)));
    const sizes = { hidden_size: 4, intermediate_size: 4, num_hidden_layers: 1, num_attention_heads: 1 };
    const config = { model_type: 'modernbert', architectures: ['ModernBertForMaskedLM'], vocab_size: 39_802, ...sizes };
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  });

  it.each([
    ['llm-jp', 'same    こんにちは', '1 of 1 as published', 0],
    ['rinna', 'DIFFERS 4年に1度オリンピックは開かれる。', '0 of 1 as published', 1],
  ])('says whether %s answers as published', (name, first, last, code) => {
    const { lines, status } = run('verify', [name, folder], '');
    expect([lines[0], lines.at(-1), status]).toEqual([first, last, code]);
  });

  it('names what it knows', () => {
    const { stderr, status } = run('verify', ['nobody', folder], '');
    expect(stderr).toContain('one of llm-jp, modernbert-ja, rinna, tohoku');
    expect(status).toBe(1);
  });
});

/** A file of small numbers. */
function safetensors(shapes: Readonly<Record<string, readonly number[]>>): Uint8Array {
  let at = 0;
  const header = Object.entries(shapes).map(([name, shape]) => {
    const bytes = 4 * shape.reduce((product, size) => product * size, 1);
    return [name, { dtype: 'F32', shape, data_offsets: [at, (at += bytes)] }];
  });
  const json = Buffer.from(JSON.stringify(Object.fromEntries(header)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  const numbers = Float32Array.from({ length: at / 4 }, (_, i) => (((i * 7919) % 13) - 6) / 20);
  return Buffer.concat([length, json, new Uint8Array(numbers.buffer)]);
}

describe('npm run score', () => {
  it('prints each piece’s log probability, hidden with the rest of its word, and their sum', async () => {
    const { tokenizer, ids, at } = await reference('torch-legacy');
    const text = TEXT.replace('[MASK]', '犬');
    const { lines, status } = run(
      'score',
      ['--model', checkpointFolder('torch-legacy'), '--dtype', 'fp32'],
      `${text}\n`,
    );
    expect(status).toBe(0);
    const { pll, tokens } = JSON.parse(lines[0]!) as {
      pll: number;
      tokens: { piece: string; start: number; end: number; logprob: number }[];
    };
    expect(pll).toBeCloseTo(
      tokens.reduce((sum, { logprob }) => sum + logprob, 0),
      6,
    );
    const dog = tokens.find(({ piece }) => piece === '犬')!;
    expect(text.slice(dog.start, dog.end)).toBe('犬');
    const logs = await at(ids.indexOf(tokenizer.ids.mask), ids);
    expect(Math.abs(dog.logprob - logs[tokenizer.idOf('犬')!]!)).toBeLessThan(1e-4);
  }, 60_000);
});

describe('npm run evaluate', () => {
  it('scores masked words, particles and pairs as the checkpoint’s own probabilities say', async () => {
    const { tokenizer, ids, at } = await reference('torch-legacy');
    const text = TEXT.replace('[MASK]', '犬');
    const whole = ids.with(ids.indexOf(tokenizer.ids.mask), tokenizer.idOf('犬')!);
    const dog = (await at(ids.indexOf(tokenizer.ids.mask), ids))[tokenizer.idOf('犬')!]!;
    const place = whole.indexOf(tokenizer.idOf('と')!);
    const logs = await at(place, whole.with(place, tokenizer.ids.mask));
    const choices = ['は', 'が', 'を', 'に', 'で', 'へ', 'と', 'から'].map((particle) => tokenizer.idOf(particle)!);
    const best = choices.reduce((a, b) => (logs[b]! > logs[a]! ? b : a));
    const folder = mkdtempSync(join(tmpdir(), 'anaume-evaluate-'));
    try {
      const file = join(folder, 'rows.tsv.gz');
      const rows = [
        ['masked', 'news', text, '2'],
        ['particle', 'news', text, '3'],
        ['particle', 'everyday', text.replace('と', tokenizer.vocabulary[best]!), '3'],
        ['particle-pair', 'news', text, text],
        ['homophone-pair', 'news', text, text],
      ];
      writeFileSync(file, gzipSync(rows.map((row) => `${row.join('\t')}\n`).join('')));
      const { lines, status } = run(
        'evaluate',
        ['--model', checkpointFolder('torch-legacy'), '--data', file, '--json'],
        '',
      );
      expect(status).toBe(0);
      const { fp32 } = JSON.parse(lines[0]!) as {
        fp32: Record<
          string,
          {
            pieces: number;
            perplexity: number | null;
            particle: number | null;
            particlePairs: number | null;
            homophonePairs: number | null;
          }
        >;
      };
      expect(fp32['news']!.pieces).toBe(1);
      expect(Math.log(fp32['news']!.perplexity!)).toBeCloseTo(-dog, 3);
      expect(fp32['news']!.particle).toBe(best === tokenizer.idOf('と') ? 1 : 0);
      expect(fp32['everyday']!).toMatchObject({ pieces: 0, perplexity: null, particle: 1 });
      expect(fp32['news']!).toMatchObject({ particlePairs: 0, homophonePairs: 0 });
      writeFileSync(file, gzipSync('masked').subarray(0, 12));
      expect(run('evaluate', ['--data', file], '').stderr).toMatch(/^evaluate: .*: the file is damaged/);
      const plain = join(folder, 'rows.tsv');
      writeFileSync(plain, 'masked\tnews\tthree columns\n');
      expect(run('evaluate', ['--data', plain], '').stderr).toMatch(/^evaluate: .*, line 1: 3 columns; four/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 60_000);
});

describe('lines', () => {
  it('that cannot be used are named, and cost the others nothing', () => {
    const input = `\uFEFF${TEXT}\nnothing\n[MASK]と[MASK]`;
    const { lines, stderr, status } = run('predict', ['--top', '2'], input);
    expect(lines).toHaveLength(3);
    expect(lines[0]!.split('\t')).toHaveLength(2);
    expect(lines[1]).toBe('');
    expect(lines[2]!.split('\t')).toEqual([
      expect.stringMatching(/^\S+ 0\.\d{4}$/),
      expect.any(String),
      '|',
      expect.any(String),
      expect.any(String),
    ]);
    expect(stderr).toBe('predict: line 2: no [MASK] or blank in: nothing\n');
    expect(status).toBe(1);
  }, 60_000);

  it('that are empty have no score, and a byte order mark is no character', () => {
    const { lines, stderr, status } = run('score', [], '\uFEFF猫\n\n');
    expect((JSON.parse(lines[0]!) as { tokens: object[] }).tokens).toEqual([
      expect.objectContaining({ piece: '猫', start: 0, end: 1 }),
    ]);
    expect(JSON.parse(lines[1]!)).toEqual({ error: 'there is nothing to score' });
    expect(stderr).toBe('score: line 2: there is nothing to score\n');
    expect(status).toBe(1);
  }, 60_000);

  it('may go unread', () => {
    const { status, stderr } = spawnSync(
      'bash',
      ['-o', 'pipefail', '-c', `yes '[MASK]だ' | head -300 | "${tsx}" scripts/commands/predict.ts | head -1`],
      { cwd: root, encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    expect([0, 141]).toContain(status);
  }, 60_000);
});

describe('bad input', () => {
  it.each([
    ['strides of 0', 'pytorch_model.bin', bombs.strides, /more numbers than its 1/],
    ['millions of values', 'pytorch_model.bin', () => bombs.millions('}'), /1000000 values/],
    [
      'tensors that overlap',
      'model.safetensors',
      () => bombs.safetensors({ a: bombs.tensor(0, 16), b: bombs.tensor(8, 24) }, 24),
      /model\.safetensors/,
    ],
  ])('a model with %s is refused in one line', async (_, name, make, line) => {
    const folder = mkdtempSync(join(tmpdir(), 'bomb-'));
    try {
      for (const file of ['config.json', 'vocab.txt', 'tokenizer_config.json'])
        copyFileSync(join(checkpointFolder('safetensors'), file), join(folder, file));
      writeFileSync(join(folder, name), Buffer.from(await make().arrayBuffer()));
      const { stderr, status } = run('predict', ['--model', folder], '[MASK]');
      expect(stderr).toMatch(/^predict: [^\n]{10,300}\n$/);
      expect(stderr).toMatch(line);
      expect(status).toBe(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('a line that is too long for the model costs no other', () => {
    const folder = ['--model', checkpointFolder('safetensors')];
    const long = '[MASK]'.repeat(200);
    const { lines, stderr, status } = run('predict', [...folder, '--words'], `[MASK]だ\n${long}\n[MASK]だ\n`);
    expect(lines).toEqual([expect.stringMatching(/./), '', lines[0]]);
    expect(stderr).toMatch(/^predict: line 2: A sentence of \d+ pieces is longer than the model's \d+\n$/);
    expect(status).toBe(1);
  });

  it('nothing but masks is nothing to score', () => {
    const { lines, stderr } = run('score', ['--model', checkpointFolder('safetensors')], '[MASK][MASK]\n');
    expect(lines).toEqual(['{"error":"there is nothing to score"}']);
    expect(stderr).toBe('score: line 1: there is nothing to score\n');
  });

  it.each([
    ['predict', [], 'no blank here', /^predict: line 1: no \[MASK\] or blank in: no blank here\n$/],
    ['predict', ['--model', '/nonexistent'], '[MASK]', /^predict: --model \/nonexistent: there is no such folder\n$/],
    ['predict', ['--dtype', 'int3'], '[MASK]', /^predict: --dtype int3: one of fp32, fp16, int8, q4 is expected\n$/],
    ['evaluate', ['--data', '/nonexistent'], 'x', /^evaluate: --data \/nonexistent: there is no such file\n$/],
    ['evaluate', ['--data', join(root, 'tests')], 'x', /^evaluate: .*tests: this is a folder; a file is expected\n$/],
    ['score', ['--masking', 'all'], 'x', /^score: --masking all: one of within-word, single is expected\n$/],
  ] as const)(
    '%s %j gets one clear line',
    (command, args, input, message) => {
      const { lines, stderr, status } = run(command, args, `${input}\n`);
      expect(lines).toEqual(['']);
      expect(stderr).toMatch(message);
      expect(status).toBe(1);
    },
    60_000,
  );
});
