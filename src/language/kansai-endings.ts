import { te, type Ending } from './ending.ts';
import { particle, type Expected } from './expected.ts';

const haru: Expected = { base: ['はる'], pos: '動詞,非自立' };

/** Endings of Kansai, rows of the table in endings.ts: they stand before its own, which would take も by itself. */
export const kansaiEndings: readonly Ending[] = [
  // てしまった: to the analyser も and a song, or た.
  {
    after: 'any',
    expect: [te, particle('も'), { surface: ['うた'], pos: '名詞' }],
    unless: [particle('が|を|に|の|は|も')],
    forms: ['te', 'completion', 'casual', 'past'],
  },
  {
    after: 'any',
    expect: [te, particle('も'), { surface: ['うたわ'], base: ['うたう'], pos: '動詞' }],
    unless: [{ base: ['ない', 'れる', 'せる', 'ん', 'ぬ'], pos: '' }],
    forms: ['te', 'completion', 'casual', 'past'],
  },
  {
    after: 'any',
    expect: [te, particle('も'), { base: ['た'], surface: ['た'], pos: '助動詞' }],
    unless: [particle('が')],
    forms: ['te', 'completion', 'casual', 'past'],
  },
  // 何してはる, 行かはった. What is cut and put up is はる, too.
  {
    after: 'te',
    expect: [haru],
    except: ['切る', 'きる', '塗る', 'ぬる'],
    forms: ['ongoing', 'honorific'],
  },
  // 目を見はる and 言いはる are verbs of their own.
  {
    after: 'any',
    expect: [haru],
    except: ['見る', '言う', '云う', 'いう'],
    forms: ['honorific'],
  },
];
