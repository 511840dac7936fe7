// Runs a command of the project's packages, after installing them where they are missing or out of date.
// Plain JavaScript with nothing but Node: on a fresh clone this is the first file to run.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmProgram, packageProgram } from './node/programs.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const packages = join(root, 'node_modules');
const stamp = join(packages, '.installed-from');
const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  // npm empties the folder first: behind a link that is another checkout's.
  if (lstatSync(packages, { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error(
      'node_modules is a link to packages of another package-lock.json. Remove the link, and they are installed here.',
    );
    process.exit(1);
  }
  console.error('Installing packages (npm ci) …');
  // Standard output belongs to the command's result: npm reports on standard error here.
  const [npm, ...before] = npmProgram();
  const installed = spawnSync(npm, [...before, 'ci', '--ignore-scripts'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (installed.status !== 0) {
    console.error('npm ci failed: the packages could not be installed from the npm registry.');
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}

const [command, ...args] = process.argv.slice(2);
const bin = join(packages, '.bin');
const child = start({
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    ANAUME_CWD: process.env.INIT_CWD ?? process.cwd(),
  },
});
if (child.error) console.error(`${command} could not be started: ${child.error.message}`);
process.exit(child.status ?? 1);

function start(options) {
  try {
    const [program, ...before] = packageProgram(command);
    return spawnSync(program, [...before, ...args], options);
  } catch (error) {
    return { error, status: null };
  }
}
