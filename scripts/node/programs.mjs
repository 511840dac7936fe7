// How programs are started without a shell, which on Windows would take their arguments apart at every space.
// Plain JavaScript with nothing but Node: with-packages.mjs has it before there are packages.
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Programs by the package that has them, where it is called otherwise. */
const PACKAGES = { tsc: 'typescript' };

/** A program of the project's packages: what is started, and the arguments before its own. */
export function packageProgram(name) {
  const folder = join(packages, PACKAGES[name] ?? name);
  const file = join(folder, 'package.json');
  const { bin } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const script = typeof bin === 'string' ? bin : bin?.[name];
  if (script === undefined) throw new Error(`none of the packages has ${name}`);
  return [process.execPath, join(folder, script)];
}

/** npm, in the same way. On Windows it is a script for the shell, beside the one that it runs. */
export function npmProgram() {
  if (process.platform !== 'win32') return ['npm'];
  const running = process.env.npm_execpath ?? '';
  const script = 'node_modules/npm/bin/npm-cli.js';
  return [process.execPath, basename(running) === 'npm-cli.js' ? running : join(dirname(process.execPath), script)];
}
