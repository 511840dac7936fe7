import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/node/paths.ts';

const LOCK = '{}';
let folder: string;
let elsewhere: string;

/** A checkout with the one script, its packages behind a link, and an npm that notes that it was called. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'anaume-packages-'));
  elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  mkdirSync(join(folder, 'checkout', 'scripts'), { recursive: true });
  cpSync(join(root, 'scripts/with-packages.mjs'), join(folder, 'checkout', 'scripts', 'with-packages.mjs'));
  writeFileSync(join(folder, 'checkout', 'package-lock.json'), LOCK);
  writeFileSync(join(folder, 'npm'), `#!/bin/sh\nmkdir -p node_modules\ntouch '${folder}/installed'\n`);
  chmodSync(join(folder, 'npm'), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = () =>
  spawnSync(process.execPath, [join(folder, 'checkout', 'scripts', 'with-packages.mjs'), 'true'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}` },
  });
const installed = () => existsSync(join(folder, 'installed'));

describe.skipIf(process.platform === 'win32')('the packages', () => {
  it('are installed where there are none', () => {
    expect(run().status).toBe(0);
    expect(installed()).toBe(true);
  });

  it("are not installed through a link: they are another checkout's", () => {
    symlinkSync(elsewhere, join(folder, 'checkout', 'node_modules'));
    const { status, stderr } = run();
    expect(status).toBe(1);
    expect(stderr).toContain('node_modules is a link');
    expect(installed()).toBe(false);
  });

  it('behind a link are used where they are those of this lock', () => {
    symlinkSync(elsewhere, join(folder, 'checkout', 'node_modules'));
    writeFileSync(join(elsewhere, '.installed-from'), createHash('sha256').update(LOCK).digest('hex'));
    expect(run().status).toBe(0);
    expect(installed()).toBe(false);
  });
});
