import { spawnSync } from 'node:child_process';
import { runCommand } from '../node/command.ts';
import { root } from '../node/paths.ts';
import { packageProgram } from '../node/programs.mjs';

await runCommand({
  name: 'fix',
  about: `Mends what the linter and the formatter can mend by themselves.`,
  options: {},
  async run() {
    const statuses = [
      ['oxlint', '--type-aware', '--fix'],
      ['oxfmt', '.'],
    ].map(([name, ...args]) => {
      const [program, ...before] = packageProgram(name!);
      return spawnSync(program, [...before, ...args], { cwd: root, stdio: 'inherit' }).status;
    });
    // What is left is for a person to mend.
    if (statuses.some((status) => status !== 0)) process.exitCode = 1;
  },
});
