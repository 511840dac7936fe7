import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { InputError, readLines } from '../../../scripts/node/lines.ts';
import { openText } from '../../../scripts/node/text-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'anaume-text-'));
const lines = Array.from({ length: 20_000 }, (_, i) => `${i} 猫${(i * 7919) % 10_007}`);
const at = (name: string) => join(folder, name);
const { stdout: packed, status } = spawnSync('xz', ['-c'], { input: lines.join('\n') });
const read = async (name: string) => {
  const found: (string | null)[] = [];
  for await (const some of readLines(openText(at(name)))) found.push(...some);
  return found;
};

beforeAll(() => {
  writeFileSync(at('plain.txt'), lines.join('\n'));
  writeFileSync(at('whole.txt.xz'), packed ?? '');
  writeFileSync(at('truncated.txt.xz'), packed?.subarray(0, packed.length / 2) ?? '');
});
afterAll(() => rmSync(folder, { recursive: true }));

it('reads a file as it is', async () => expect(await read('plain.txt')).toEqual(lines));

describe.skipIf(status !== 0)('with xz', () => {
  it('unpacks a file', async () => expect(await read('whole.txt.xz')).toEqual(lines));

  it('does not take the beginning of a damaged file for all of it', async () => {
    await expect(read('truncated.txt.xz')).rejects.toThrow(InputError);
    await expect(read('truncated.txt.xz')).rejects.toThrow(/truncated\.txt\.xz: xz ended with 1; the file is damaged$/);
    await expect(read('missing.txt.xz')).rejects.toThrow(InputError);
  });

  it('ends it where no more is wanted', async () => {
    for await (const chunk of openText(at('whole.txt.xz'))) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
  });
});

it('says that there is no xz', async () => {
  vi.stubEnv('PATH', folder);
  try {
    await expect(read('whole.txt.xz')).rejects.toThrow(/whole\.txt\.xz: xz cannot be started: .*ENOENT/);
    await expect(read('whole.txt.xz')).rejects.toThrow(InputError);
  } finally {
    vi.unstubAllEnvs();
  }
});
