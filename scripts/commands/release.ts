import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../node/command.ts';
import { InputError } from '../node/lines.ts';
import { root } from '../node/paths.ts';
import { npmProgram } from '../node/programs.mjs';

await runCommand({
  name: 'release',
  about: `Makes a release of what is committed: sees that the version in package.json (the only place that has it) heads CHANGELOG.md and has no
tag yet, runs every test, packs both zips, and tags. Nothing is uploaded.`,
  options: { 'dry-run': { type: 'boolean', default: false, help: 'all but the tag' } },
  async run({ 'dry-run': dry }) {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    const heading = /^## (\S+)/m.exec(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'))?.[1];
    if (heading !== version) throw new InputError(`package.json says ${version}, CHANGELOG.md begins with ${heading}`);
    if (output('git', 'status', '--porcelain') !== '') throw new InputError('there is work that is not committed');
    if (output('git', 'tag', '--list', `v${version}`) !== '')
      throw new InputError(`there is a tag v${version} already`);
    for (const command of ['test', 'package'])
      if (run(...npmProgram(), 'run', command) !== 0) throw new InputError(`npm run ${command} failed`);
    if (!dry && run('git', 'tag', `v${version}`) !== 0) throw new InputError('the tag could not be set');
  },
});

function output(program: string, ...args: string[]): string {
  const { stdout, stderr, status } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new InputError(`${program} ${args.join(' ')} failed: ${stderr}`);
  return stdout.trim();
}

function run(program: string, ...args: string[]): number | null {
  return spawnSync(program, args, { cwd: root, stdio: 'inherit' }).status;
}
