import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/node/paths.ts';
import { protocol } from '../../src/protocol/protocol.ts';

it('docs/security.md names the rows of the protocol that are open to content scripts, all and no others', () => {
  const [, section = ''] = readFileSync(join(root, 'docs/security.md'), 'utf8').split(
    '## What a content script may ask\n',
  );
  const rows = section.split('\n## ')[0]!.matchAll(/^\| (`.*?) \|/gm);
  const documented = [...rows].flatMap(([, cell]) => [...cell!.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  const open = Object.entries(protocol).filter(([, { from }]) => (from as readonly string[]).includes('page'));
  expect(documented).toHaveLength(open.length);
  expect(new Set(documented)).toEqual(new Set(open.map(([name]) => name)));
});
