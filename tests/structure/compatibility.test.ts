import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/node/paths.ts';
import { zoo } from '../e2e/support/zoo-cases.ts';

it('docs/compatibility.md has a row for each kind of page', () => {
  const text = readFileSync(join(root, 'docs', 'compatibility.md'), 'utf8');
  expect(zoo.filter(({ name }) => !text.includes(`| ${name} |`))).toEqual([]);
});
