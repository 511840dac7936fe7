import { beforeAll, describe, expect, it } from 'vitest';
import type { Meanings } from '../../../../src/language/meanings.ts';
import type { Tokenizer } from '../../../../src/pieces/encoding.ts';
import { proposeDoubled } from '../../../../src/predictions/proofreading/doubled.ts';
import type { Material } from '../../../../src/predictions/proofreading/proposal.ts';
import { isKnownSpelling, versionOf } from '../../../../src/predictions/proofreading/version.ts';
import { carriedOut, loadMaterial } from './material.ts';

let material: (text: string) => Material;
let tokenizer: Tokenizer;
let meanings: Meanings;
beforeAll(async () => ({ material, tokenizer, meanings } = await loadMaterial()));

describe('what is said twice', () => {
  it.each([
    ['売り上げをを見る。', '売り上げを見る。'],
    ['会議は会議は中止だ。', '会議は中止だ。'],
    ['忙しいところところ', '忙しいところ'],
    ['詳しくはについては、', '詳しくは、'],
    ['料金にについては', '料金については'],
    ['来週の金曜日にの午後は、', '来週の金曜日の午後は、'],
    ['値段を比較をして決める。', '値段を比較して決める。'],
    // Divided otherwise the second time: 後|で|後で.
    ['読んだ後で後で書いた。', '読んだ後で書いた。'],
  ])('are one word less where it is said twice: %s', (text, right) => {
    expect(carriedOut(text, proposeDoubled(material(text)))).toContain(right);
  });

  it('let particles follow each other that do', () => {
    for (const text of [
      'ここには猫がいる。',
      '家からは遠い。',
      '雨だとは思う。',
      '学校へも行く。',
      '降りて待ってて下さい。',
      '愉快で愉快でたまらない。',
      'とてもとても高い。',
      '知遇をも得た。',
      'ボタンを長押ししてください。',
      '東京を拠点に活動をしている。',
      'コーヒーを片手に勉強をする。',
      '写真をもとに説明をします。',
      '大根を弱火でことこと煮る。',
      '心臓がバクバクする。',
      'おとうとと遊んだ。',
      'いもうとと映画を見た。',
      'おとうとといもうとがいます。',
      'おにに会った。',
    ])
      expect(proposeDoubled(material(text))).toEqual([]);
  });

  it('are no verb and the stem of another, its kanji of two UTF-16 units, too', () => {
    const said = material('𠮟ししてください。');
    const entries = (word: string) => said.lexicon.entries(word.replace('𠮟し', '押し'));
    expect(proposeDoubled(said)).not.toEqual([]);
    expect(proposeDoubled({ ...said, lexicon: { ...said.lexicon, entries } })).toEqual([]);
  });

  it('may be a word with both', () => {
    const isKnown = (text: string) => {
      const [said] = proposeDoubled(material(text));
      const made = versionOf(tokenizer.encode(text), said!, tokenizer)!;
      return isKnownSpelling(tokenizer.encode(text), made, (word) => meanings.has(word));
    };
    expect(isKnown('料理一つ一つに名前がある。')).toBe(true);
    expect(isKnown('会議会議で疲れた。')).toBe(false);
  });
});
