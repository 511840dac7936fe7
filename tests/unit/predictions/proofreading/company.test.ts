import { beforeAll, expect, it } from 'vitest';
import { nodeFiles } from '../../../../scripts/node/node-files.ts';
import { root } from '../../../../scripts/node/paths.ts';
import { Collocations } from '../../../../src/language/seen-together.ts';
import type { Tokenizer } from '../../../../src/pieces/encoding.ts';
import { Company } from '../../../../src/predictions/proofreading/company.ts';
import type { SlipKind } from '../../../../src/predictions/results.ts';
import { DEFAULT_MODEL, folderOf, loadTokenizer } from '../../../../src/worker/parts.ts';

let tokenizer: Tokenizer;
beforeAll(async () => {
  const files = nodeFiles(root);
  tokenizer = await loadTokenizer(files, folderOf(files, DEFAULT_MODEL));
});

const known = new Collocations(
  ['* が\t外す20', '* を\t外す60', '席 から\t立つ3', '席 に\t着く3', '席 を\t外す7\t立つ3'].join('\n'),
);
const gain = (written: string, other: string, kind: SlipKind = 'homophone') =>
  new Company(tokenizer.encode(written), known).gain({ encoding: tokenizer.encode(other), proposal: { kind } });

it('a version gains by pairs that are seen oftener, in bits', () => {
  expect(gain('席が外れる。', '席が外れる。')).toBe(0);
  // log2(1 + 7 / 0.5)
  expect(gain('席が外しております。', '席を外しております。')).toBeCloseTo(3.91, 2);
  expect(gain('席を外しております。', '席が外しております。')).toBeCloseTo(-3.91, 2);
  // Against what is written, if that is seen too.
  expect(gain('席を立つ。', '席を外す。')).toBeCloseTo(3.91 - 2.81, 2);
  // Pairs that both have say nothing.
  expect(gain('席に着く。席が外す。', '席に着く。席を外す。')).toBeCloseTo(3.91, 2);
});

it('a pair counts as often as it stands there', () => {
  expect(gain('席を外す。席が外す。', '席を外す。席を外す。')).toBeCloseTo(3.91, 2);
});

it('a particle gains by the cases of its predicate too, less by far than by its noun', () => {
  // Of 100, with the few that any predicate is given, 60 are を: log2((1 + 0.6 * 16) / (1 + 0.2 * 16)).
  expect(gain('窓が外す。', '窓を外す。', 'particle')).toBeCloseTo(1.34, 2);
  expect(gain('窓が外す。', '窓を外す。')).toBe(0);
  expect(gain('席が外す。', '席を外す。', 'particle')).toBeGreaterThan(2.5);
});

it('a particle that is no case is not weighed against one that is', () => {
  expect(gain('席は外す。', '席を外す。', 'particle')).toBe(0);
  expect(gain('席を外す。', '席は外す。', 'particle')).toBeLessThan(-3);
  expect(gain('席まで外す。', '席を外す。', 'particle')).toBe(0);
  expect(gain('席まで立つ。', '席から立つ。', 'particle')).toBeGreaterThan(0);
});
