import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../../scripts/node/paths.ts';
import { Collocations } from '../../../src/language/seen-together.ts';
import { createAnalyzer } from '../../../src/morphemes/analyzer.ts';
import { seenWith } from '../../../src/worker/seen-with.ts';

const analyzer = createAnalyzer(readFileSync(join(root, 'models/ipadic/ipadic.pack')));

it('words that are read alike are named once, as they are written oftenest', () => {
  const known = new Collocations(
    ['* に\t着く20\tつく300', '* を\t立つ50', '席 に\tつく8\t着く12', '席 を\t立つ30'].join('\n'),
  );
  expect(seenWith('席', known, analyzer).map(({ dependent, link, head }) => dependent + link + head)).toEqual([
    '席を立つ',
    '席に着く',
  ]);
});
