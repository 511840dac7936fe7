import { spawn } from 'node:child_process';
import { root } from './paths.ts';
import { packageProgram } from './programs.mjs';

/** What is asked of every change: name, program and arguments. */
const checks: readonly (readonly [name: string, program: string, ...args: string[]])[] = [
  ['types', 'tsc', '-p', 'tsconfig.json'],
  ['types of the pure rooms', 'tsc', '-p', 'tsconfig.pure.json'],
  ['linter', 'oxlint', '--type-aware', '--deny-warnings'],
  ['format (npm run fix mends it)', 'oxfmt', '--list-different', '.'],
  ['unused code', 'knip', '--no-config-hints'],
];

/** Runs them side by side, and prints what those say that fail. True when none does. */
export async function check(): Promise<boolean> {
  const results = await Promise.all(
    checks.map(async ([name, tool, ...args]) => {
      const [program, ...before] = packageProgram(tool);
      const child = spawn(program, [...before, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
      const passed = await new Promise<boolean>((resolve) => {
        child.on('error', (error) => {
          said = error.message;
          resolve(false);
        });
        child.on('close', (code) => resolve(code === 0));
      });
      return { name, passed, said };
    }),
  );
  for (const { name, passed, said } of results) {
    console.log(`${passed ? 'ok    ' : 'FAILED'} ${name}`);
    if (!passed) console.log(said.trimEnd());
  }
  return results.every(({ passed }) => passed);
}
