import { expect, it } from 'vitest';
import { ipadicAnalyzer } from '../../conformance/data.ts';
import { adjacentAt, adjacentBefore, type Morphemes } from '../../../src/language/morphemes.ts';

it('what stands beside a morpheme is none across a gap, a blank or the end of the text', () => {
  const [neko, ga, iru, mark] = ipadicAnalyzer().analyze('猫が いる。');
  const morphemes: Morphemes = [neko!, ga!, iru!, mark!, null];
  expect([0, 1, 2, 3, 4, 5].map((index) => adjacentAt(morphemes, index))).toEqual([null, ga, null, mark, null, null]);
  expect([0, 1, 2, 3, 4, 5].map((index) => adjacentBefore(morphemes, index))).toEqual([
    null,
    neko,
    null,
    iru,
    null,
    null,
  ]);
});
