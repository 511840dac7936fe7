import { spawnSync } from 'node:child_process';

/** What a browser says of its version, in one line; "version unknown" where it does not. */
export function versionOf(path: string): string {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return stdout?.trim().split('\n').at(-1) || 'version unknown';
}
