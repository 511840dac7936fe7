import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../../scripts/node/paths.ts';
import { modelName } from '../../../src/library/hub.ts';
import { catalogue, fitsIn } from '../../../src/view/options/catalogue.ts';

const published = readFileSync(join(root, 'docs/models.md'), 'utf8');
/** The rows of the table under a heading, as cells. */
const table = (heading: string): string[][] =>
  published
    .split(`## ${heading}\n`)[1]!
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    .slice(1)
    .map((line) => line.slice(2, -2).split(' | '));

it('is what docs/models.md lists', () => {
  expect(table('Catalogue')).toEqual(
    catalogue.map(({ name, megabytes, parameters, licence, words }) => [
      name,
      `${megabytes} MB`,
      `${parameters} M`,
      licence,
      words === 'none' ? '' : words,
    ]),
  );
});

it('has each model under a name that can be looked up, once', () => {
  const names = catalogue.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(modelName(name)).toBe(name);
});

it('has no model of which docs/models.md does not say what was tested', () => {
  const tested = table('Published models')
    .map(([models]) => models!)
    .join('\n');
  for (const { name } of catalogue) expect(tested, name).toContain(name.split('/')[0]!);
});

it('says what a machine has no memory for', () => {
  const large = catalogue.find(({ parameters }) => parameters > 300)!;
  expect(fitsIn(large, undefined)).toBe(true);
  expect(fitsIn(large, 8)).toBe(true);
  expect(fitsIn(large, 0.5)).toBe(false);
});
