import { spawnSync } from 'node:child_process';
import { root } from '../node/paths.ts';

/** Everything against the DOM and Node, then the pure rooms against neither. */
export function typecheck(): boolean {
  return ['tsconfig.json', 'tsconfig.pure.json'].every(
    (project) =>
      spawnSync('tsc', ['-p', project], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status ===
      0,
  );
}

if (import.meta.filename === process.argv[1]) process.exit(typecheck() ? 0 : 1);
