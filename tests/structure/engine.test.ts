import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/node/paths.ts';
import { src } from './rooms.ts';

it('docs/engine.md says what each folder and file of src/engine does', () => {
  const text = readFileSync(join(root, 'docs', 'engine.md'), 'utf8');
  const rows = text.split('\n').filter((line) => line.startsWith('| `'));
  const names = rows.flatMap((row) => [...row.split('|')[1]!.matchAll(/`([^/`]+)/g)].map((match) => match[1]!));
  expect(readdirSync(join(src, 'engine')).filter((name) => !names.includes(name))).toEqual([]);
});
