import { expect, it } from 'vitest';
import { ipadicAnalyzer } from '../../conformance/data.ts';
import { ReadAlike } from '../../../src/language/read-alike.ts';
import { Collocations } from '../../../src/language/seen-together.ts';
import { alikeOf, seenWith } from '../../../src/worker/seen-with.ts';

const analyzer = ipadicAnalyzer();

it('words that are read alike are named once, as they are written oftenest', () => {
  const known = new Collocations(
    ['* に\t着く20\tつく300', '* を\t立つ50', '席 に\tつく8\t着く12', '席 を\t立つ30'].join('\n'),
  );
  expect(seenWith('席', known, analyzer).map(({ dependent, link, head }) => dependent + link + head)).toEqual([
    '席を立つ',
    '席に着く',
  ]);
});

it('of words that are read alike those are shown that one is mistaken for, a few', () => {
  const others = ['後世', '恒星', '攻勢', '更正', '厚生', '抗生', '後生'].map((word) => `${word}: ${word}の`);
  const known = new ReadAlike(
    ['# こうせい', '公正: 公正な', ...others, '# こうせい *', '公正: 公正な', '校正: 原稿を'].join('\n'),
  );
  const shown = alikeOf('公正', known).map(({ word }) => word);
  expect(shown.slice(0, 2)).toEqual(['公正', '校正']);
  expect(shown).toHaveLength(7);
  expect(alikeOf('机', known)).toEqual([]);
});
