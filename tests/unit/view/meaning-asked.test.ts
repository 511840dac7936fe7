import { describe, expect, it } from 'vitest';
import { meaningAsked } from '../../../src/view/shared/meaning-asked.ts';
import { analysisOf } from './fixtures.ts';

describe('what is asked about a meaning', () => {
  it.each([
    ['が', '助詞-接続助詞', 'particle', { class: 'conjunction', fine: '接続助詞' }],
    ['が', '助詞-格助詞-一般', 'particle', { class: 'particle', fine: '格助詞' }],
    ['ぶり', '名詞-接尾-一般', 'noun', { class: 'suffix', fine: '接尾' }],
    ['猫', '名詞', 'noun', { class: 'noun' }],
  ] as const)('is of the word as it stands there: %s, %s', (surface, partOfSpeech, kind, asked) => {
    const analysis = analysisOf(surface, [[surface, partOfSpeech]]);
    expect(meaningAsked({ ...analysis.words[0]!, class: kind }, analysis)).toEqual({
      text: surface,
      base: surface,
      reading: null,
      ...asked,
    });
  });
});
