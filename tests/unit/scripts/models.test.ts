import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadFolder } from '../../../scripts/node/model.ts';
import { root } from '../../../scripts/node/paths.ts';
import { checkpointFolder } from '../../fixtures/checkpoints.ts';
import { unigram } from '../../fixtures/tokenizer-json.ts';

const folder = mkdtempSync(join(tmpdir(), 'anaume-models-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Rows of the fixture's weights, as many as its vocabulary has pieces. */
const ROWS = 190;

/** The fixture with other files beside its weights. */
function modelWith(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(folder, name);
  mkdirSync(path);
  cpSync(checkpointFolder('safetensors'), path, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

const ownText = (file: string) => readFileSync(join(checkpointFolder('safetensors'), file), 'utf8');

describe('a model of a folder', () => {
  it('may have special tokens beyond its weights, as in the extension', async () => {
    const path = modelWith('added', { 'added_tokens.json': `{"[NEW]": ${ROWS}}` });
    const { model, tokenizer } = await loadFolder(path, 'int8');
    expect([tokenizer.vocabulary.length, model.vocabularySize]).toEqual([ROWS + 1, ROWS]);
    await model.dispose();
  }, 60_000);

  it('may not have its mask there', async () => {
    const settings = { ...JSON.parse(ownText('tokenizer_config.json')), mask_token: '[HIDDEN]' };
    const path = modelWith('mask', { 'tokenizer_config.json': JSON.stringify(settings) });
    await expect(loadFolder(path, 'int8')).rejects.toThrow(
      `the tokenizer gives the id ${ROWS}, but the model has only ${ROWS} pieces`,
    );
  }, 60_000);
});

describe('a command that takes a model takes its dictionary', () => {
  it.each(['scripts/commands/evaluate.ts', 'scripts/commands/follows.ts', 'bench/hints/measure.ts'])(
    '%s',
    (command) => {
      const { stderr, status } = spawnSync(
        join(root, 'node_modules/.bin/tsx'),
        [join(root, command), '--dictionary', join(folder, 'none')],
        { encoding: 'utf8', cwd: root },
      );
      expect([stderr, status]).toEqual([
        expect.stringMatching(/: --dictionary .*none: there is no such file or folder\n$/),
        1,
      ]);
    },
    60_000,
  );
});

describe('npm run score', () => {
  const pieces = ['<pad>', '<unk>', '<s>', '</s>', '<mask>', '▁', '猫', 'の', 'こ', 'のこ', 'と', '犬'];
  const vocabulary = Array.from({ length: ROWS }, (_, id) => pieces[id] ?? `<unused${id}>`);
  let path: string | undefined;
  it.each([
    ['within-word', ['▁', '猫', 'の', 'こ', 'と', '▁', '犬']],
    ['single', ['▁', '猫', 'のこ', 'と', '▁', '犬']],
  ])(
    'scores each piece, spaces too, with words apart where they are masked: %s',
    (masking, expected) => {
      path ??= modelWith('unigrams', {
        'tokenizer.json': JSON.stringify(unigram(vocabulary)),
        'tokenizer_config.json': JSON.stringify({
          tokenizer_class: 'PreTrainedTokenizerFast',
          cls_token: '<s>',
          sep_token: '</s>',
          unk_token: '<unk>',
          pad_token: '<pad>',
          mask_token: '<mask>',
        }),
      });
      const { stdout, stderr, status } = spawnSync(
        join(root, 'node_modules/.bin/tsx'),
        [join(root, 'scripts/commands/score.ts'), '--model', path, '--masking', masking],
        { encoding: 'utf8', cwd: root, input: '猫のこと 犬\n' },
      );
      expect([stderr, status]).toEqual(['', 0]);
      const { tokens } = JSON.parse(stdout) as { tokens: { piece: string }[] };
      expect(tokens.map(({ piece }) => piece)).toEqual(expected);
    },
    60_000,
  );
});

describe('npm run evaluate', () => {
  const whole = '僕は犬と猫が好き。';
  /** What is printed of lines with particles to find again. */
  function evaluated(
    vocabulary: string,
    rows: readonly (readonly [text: string, offset: number])[],
    ...args: string[]
  ) {
    const path = mkdtempSync(join(folder, 'evaluate-'));
    cpSync(checkpointFolder('safetensors'), path, { recursive: true });
    writeFileSync(join(path, 'vocab.txt'), vocabulary);
    const data = join(path, 'rows.tsv');
    writeFileSync(data, rows.map(([text, offset]) => `particle\tnews\t${text}\t${offset}\n`).join(''));
    const { stdout, stderr, status } = spawnSync(
      join(root, 'node_modules/.bin/tsx'),
      [join(root, 'scripts/commands/evaluate.ts'), '--model', path, '--data', data, ...args],
      { encoding: 'utf8', cwd: root },
    );
    expect([stderr, status]).toEqual(['', 0]);
    return stdout;
  }
  /** The share of particles that are found again, with the fixture's vocabulary or another. */
  function particleOf(...[vocabulary, rows]: Parameters<typeof evaluated>): unknown {
    const stdout = evaluated(vocabulary, rows, '--json');
    const { int8, fp32 } = JSON.parse(stdout) as Record<string, Record<string, { particle: unknown }>>;
    return [int8, fp32].flatMap((scores) => ['news', 'mix'].map((genre) => scores![genre]!.particle));
  }
  const own = ownText('vocab.txt');
  const none = [null, null, null, null];

  it('scores particles where each is a piece', () => {
    expect(particleOf(own, [[whole, 3]])).toEqual(Array(4).fill(expect.any(Number)));
  }, 60_000);

  it('has no score for particles where one of them is no piece', () => {
    expect(particleOf(own.replace('\nから\n', '\n猿\n'), [[whole, 3]])).toEqual(none);
  }, 60_000);

  it('prints - for what there is no line of', () => {
    const printed = evaluated(own.replace('\nから\n', '\n猿\n'), [[whole, 3]]);
    expect(printed).not.toContain('NaN');
    expect(printed).toContain('particle -, particle pairs -');
  }, 60_000);

  it('has none either where a line has another number of pieces there', () => {
    const rows = [
      [whole, 3],
      ['お腹が痛い。', 0],
    ] as const;
    expect(particleOf(own, rows)).toEqual(none);
  }, 60_000);
});
