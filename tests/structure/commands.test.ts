import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/node/paths.ts';
import { filesUnder } from './rooms.ts';

const commands = filesUnder(join(root, 'scripts/commands')).filter((path) => path.endsWith('.ts'));

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
it('every command has a line in package.json', () => {
  const lines = Object.values(scripts);
  const missing = commands.filter((path) => !lines.some((line) => line.endsWith(`/${basename(path)}`)));
  expect(missing).toEqual([]);
});

it.each(Object.entries(scripts))('npm run %s takes --help, under its own name', (name, line) => {
  const text = readFileSync(join(root, line.split(' ').at(-1)!), 'utf8');
  expect(text).toContain('await runCommand(');
  expect(text).toContain(`name: '${name}'`);
});

// A command runs while its module does: what is only a constant further down is not there yet.
it.each(commands.map((path) => [basename(path), readFileSync(path, 'utf8')]))(
  '%s calls nothing that it makes only later',
  (_, text) => {
    const begins = /^await /m.exec(text)?.index ?? text.length;
    const later = [...text.slice(begins).matchAll(/^const (\w+)(?:: [^=]+)? = (?:async )?[(<]/gm)].map(
      ([, name]) => name!,
    );
    expect(later.filter((name) => new RegExp(`\\b${name}\\(`).test(text.replace(/^const .*$/gm, '')))).toEqual([]);
  },
);
