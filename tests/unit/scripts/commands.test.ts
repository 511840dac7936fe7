import { spawnSync } from 'node:child_process';
import { closeSync, cpSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../../scripts/node/paths.ts';

const tsx = join(root, 'node_modules/.bin/tsx');
const folder = mkdtempSync(join(tmpdir(), 'anaume-commands-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(command: string, args: readonly string[], stdout: 'pipe' | number = 'pipe', input = '今日は①晴れ\n') {
  return spawnSync(tsx, [join(root, `scripts/commands/${command}.ts`), ...args], {
    input,
    encoding: 'utf8',
    cwd: root,
    stdio: ['pipe', stdout, 'pipe'],
  });
}

describe('a command', () => {
  it.skipIf(!existsSync('/dev/full'))('says why its output cannot be written', () => {
    const full = openSync('/dev/full', 'w');
    const { stderr, status } = run('tokenize', ['--mecab'], full);
    closeSync(full);
    expect(stderr).toBe('tokenize: ENOSPC: no space left on device, write\n');
    expect(status).toBe(1);
  });
});

describe('npm run dependency', () => {
  it.each(['--units', '--prepare'])(
    'says what is wrong with a file: %s',
    (option) => {
      const empty = join(folder, `empty${option}`);
      writeFileSync(empty, '');
      for (const [path, reason] of [
        [empty, 'there are no units in it'],
        [folder, 'this is a folder; a file is expected'],
        [join(folder, 'none'), 'there is no such file'],
      ]) {
        const { stdout, stderr, status } = run('dependency', [option, path!]);
        expect([stdout, stderr, status]).toEqual(['', `dependency: ${option} ${path}: ${reason}\n`, 1]);
      }
    },
    60_000,
  );
});

describe('npm run tokenize', () => {
  /** A model's folder without weights. */
  function model(name: string, files: Readonly<Record<string, string>>): string {
    const path = join(folder, name);
    mkdirSync(path);
    for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
    return path;
  }
  const vocabulary = '[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n今日\nは\n1\n①\n晴れ\n';
  const mecab = { tokenizer_class: 'BertJapaneseTokenizer', word_tokenizer_type: 'mecab' };
  let japanese: string;
  beforeAll(() => {
    japanese = model('japanese', { 'vocab.txt': vocabulary, 'tokenizer_config.json': JSON.stringify(mecab) });
  });
  const answer = (...args: string[]) => {
    const { stdout, stderr, status } = run('tokenize', args);
    return { stdout, stderr, status };
  };

  it('leaves NFKC out where it is told to', () => {
    expect(answer('--ids', '--model', japanese).stdout).toBe('2 5 6 7 9 3\n');
    expect(answer('--ids', '--model', japanese, '--no-normalize').stdout).toBe('2 5 6 8 9 3\n');
  }, 60_000);

  it('ends a line at CR and LF as at LF alone, but where MeCab does not', () => {
    const windows = (...args: string[]) => run('tokenize', args, 'pipe', '晴れ\r\n\r\n今日\r\n').stdout;
    expect(windows()).toBe('晴れ\n\n今日\n');
    expect(windows('--ids')).toBe(run('tokenize', ['--ids'], 'pipe', '晴れ\n\n今日\n').stdout);
    expect(windows('--mecab')).toMatch(/^晴れ\t.*\n\r\t.*\nEOS\n\r\t.*\nEOS\n今日\t.*\n\r\t.*\nEOS\n$/);
  }, 60_000);

  it.each([
    ['of another class', { 'tokenizer_config.json': '{"tokenizer_class": "BertTokenizer"}' }],
    ['without settings', {}],
    ['with settings of nothing', { 'tokenizer_config.json': 'null' }],
  ])('says so where there is no NFKC to leave out: a model %s', (name, files) => {
    const path = model(name, { 'vocab.txt': vocabulary, ...files });
    expect(answer('--ids', '--model', path, '--no-normalize')).toEqual({
      stdout: '',
      stderr: "tokenize: --no-normalize: the model's tokenizer makes no NFKC\n",
      status: 1,
    });
  });

  it('names a file that is no JSON', () => {
    const path = model('damaged', { 'vocab.txt': vocabulary, 'tokenizer_config.json': '{' });
    expect(answer('--ids', '--model', path, '--no-normalize').stderr).toBe(
      'tokenize: tokenizer_config.json: not valid JSON\n',
    );
  });

  it('does not pass over a dictionary that the model does not take', () => {
    const dictionary = join(folder, 'tiny');
    cpSync(join(root, 'tests/unit/morphemes/tiny'), dictionary, { recursive: true });
    const { stderr, status } = answer('--ids', '--model', japanese, '--dictionary', dictionary);
    expect(stderr).toMatch(/^tokenize: --dictionary .*tiny: the model wants ipadic, and this is \S+\n$/);
    expect(status).toBe(1);
  });

  it('takes no model where it prints what the dictionary has', () => {
    expect(answer('--mecab', '--model', japanese).stderr).toBe(
      "tokenize: --mecab prints the dictionary's words: --model has no part in it\n",
    );
  });
});
