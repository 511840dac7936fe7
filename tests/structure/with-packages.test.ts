import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/node/paths.ts';
import { filesUnder } from './rooms.ts';

const LOCK = '{}';
let folder: string;
let elsewhere: string;

/** A checkout with the one script, its packages behind a link, and an npm that notes that it was called. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'anaume-packages-'));
  elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  for (const name of ['scripts/with-packages.mjs', 'scripts/node/programs.mjs']) {
    mkdirSync(join(folder, 'checkout', dirname(name)), { recursive: true });
    cpSync(join(root, name), join(folder, 'checkout', name));
  }
  // The one package, whose program says what it was given.
  mkdirSync(join(elsewhere, 'tell'));
  writeFileSync(join(elsewhere, 'tell', 'package.json'), '{ "bin": { "tell": "bin/tell.cjs" } }');
  mkdirSync(join(elsewhere, 'tell', 'bin'));
  writeFileSync(
    join(elsewhere, 'tell', 'bin', 'tell.cjs'),
    'console.log(JSON.stringify(process.argv.slice(2))); process.exit(process.argv.length - 2);',
  );
  writeFileSync(join(folder, 'checkout', 'package-lock.json'), LOCK);
  writeFileSync(join(folder, 'npm'), `#!/bin/sh\ncp -r '${elsewhere}' node_modules\ntouch '${folder}/installed'\n`);
  chmodSync(join(folder, 'npm'), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(folder, 'checkout', 'scripts', 'with-packages.mjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}` },
  });
const installed = () => existsSync(join(folder, 'installed'));

describe.skipIf(process.platform === 'win32')('the packages', () => {
  it('are installed where there are none', () => {
    expect(run('tell').status).toBe(0);
    expect(installed()).toBe(true);
  });

  it("are not installed through a link: they are another checkout's", () => {
    symlinkSync(elsewhere, join(folder, 'checkout', 'node_modules'));
    const { status, stderr } = run('tell');
    expect(status).toBe(1);
    expect(stderr).toContain('node_modules is a link');
    expect(installed()).toBe(false);
  });

  it('behind a link are used where they are those of this lock', () => {
    symlinkSync(elsewhere, join(folder, 'checkout', 'node_modules'));
    writeFileSync(join(elsewhere, '.installed-from'), createHash('sha256').update(LOCK).digest('hex'));
    expect(run('tell').status).toBe(0);
    expect(installed()).toBe(false);
  });

  it('have programs that get their arguments as they are, and whose exit code counts', () => {
    const args = ['a b', '"c" %PATH% $(d) & e', ''];
    const { stdout, status } = run('tell', ...args);
    expect([JSON.parse(stdout), status]).toEqual([args, 3]);
  });

  it('have no other programs', () => {
    const { stderr, status } = run('true');
    expect([stderr, status]).toEqual([expect.stringContaining('true could not be started: none of the packages'), 1]);
  });
});

it('no program is started through a shell, which takes arguments apart on Windows', () => {
  const through = ['scripts', 'bench'].flatMap((folder) =>
    filesUnder(join(root, folder)).filter((path) => /\bshell:/.test(readFileSync(path, 'utf8'))),
  );
  expect(through).toEqual([]);
});
