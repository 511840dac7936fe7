import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../scripts/dictionary/arguments.ts';
import { root } from '../../../scripts/node/paths.ts';

function run(script: string, ...args: string[]) {
  const tsx = join(root, 'node_modules/.bin/tsx');
  const { stderr, status } = spawnSync(tsx, [join(root, 'scripts', script), ...args], { encoding: 'utf8', cwd: root });
  return { stderr, status };
}

describe('npm run build:dictionary', () => {
  it.each([
    [[], { dictionary: 'ipadic', sources: undefined, out: null }],
    [['ipadic'], { dictionary: 'ipadic', sources: undefined, out: null }],
    [['juman', 'csv', 'own.pack'], { dictionary: 'juman', sources: 'csv', out: 'own.pack' }],
    [['unidic.zip', 'own.pack'], { dictionary: 'unidic.zip', sources: undefined, out: 'own.pack' }],
  ])('reads %j', (args, wanted) => expect(readArguments(args)).toEqual(wanted));

  it.each([
    [['juman'], 'OUT is missing: npm run build:dictionary -- juman /usr/share/mecab/dic/juman OUT'],
    [['juman', 'csv'], 'OUT is missing: npm run build:dictionary -- juman csv OUT'],
    [['ipadic', 'csv'], 'OUT is missing: npm run build:dictionary -- ipadic csv OUT'],
    [['ipadic', 'csv', ''], 'OUT is missing: npm run build:dictionary -- ipadic csv OUT'],
    [['unidic.zip'], 'unknown dictionary unidic.zip; known are ipadic, juman, or DICTIONARY OUT'],
  ])('does not put %j in the place of the pack that ships', (args, message) =>
    expect(() => readArguments(args)).toThrow(message),
  );

  it('asks for OUT before it reads anything', () => {
    expect(run('dictionary/main.ts', 'juman', '/nonexistent')).toEqual({
      stderr: 'build:dictionary: OUT is missing: npm run build:dictionary -- juman /nonexistent OUT\n',
      status: 1,
    });
  }, 60_000);
});

describe('what is not there', () => {
  it.each([
    ['dictionary/main.ts', ['nofile', 'out.pack'], 'build:dictionary: nofile: there is no such file or folder\n'],
    ['commands/verify-unidic.ts', ['nofile'], 'verify:unidic: nofile: there is no such file or folder\n'],
    [
      'commands/tokenize.ts',
      ['--dictionary', 'nofile'],
      'tokenize: --dictionary nofile: there is no such file or folder\n',
    ],
    ['commands/verify.ts', ['rinna', 'nofolder'], 'verify: nofolder: there is no such folder\n'],
    ['commands/score.ts', ['--model', 'nofolder'], 'score: --model nofolder: there is no such folder\n'],
  ])(
    '%s %j names by an option of the command alone',
    (script, args, stderr) => expect(run(script, ...args)).toEqual({ stderr, status: 1 }),
    60_000,
  );
});
