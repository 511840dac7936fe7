import { spawnSync } from 'node:child_process';
import { runCommand } from '../node/command.ts';
import { root } from '../node/paths.ts';

await runCommand({
  name: 'fix',
  about: `Mends what the linter and the formatter can mend by themselves.`,
  options: {},
  async run() {
    for (const [program, ...args] of [
      ['oxlint', '--type-aware', '--fix'],
      ['oxfmt', '.'],
    ] as const)
      spawnSync(program, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  },
});
