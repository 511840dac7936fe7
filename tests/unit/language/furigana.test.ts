import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { furigana as ruby } from '../../../src/language/furigana.ts';
import { toHiragana } from '../../../src/language/kana.ts';
import { rubyParts } from '../../../src/view/shared/ruby.ts';

const furigana = (surface: string, reading: string | null) =>
  rubyParts(surface, 0, surface.length, ruby(surface, reading));
const set = (surface: string, reading: string | null) =>
  furigana(surface, reading)
    .map(({ text, ruby }) => (ruby === null ? text : `${text}(${ruby})`))
    .join('');

describe('furigana', () => {
  it.each([
    ['友達', 'トモダチ', '友達(ともだち)'],
    ['好き', 'スキ', '好(す)き'],
    ['お腹', 'オナカ', 'お腹(なか)'],
    ['食べ物', 'タベモノ', '食(た)べ物(もの)'],
    ['取り引き', 'トリヒキ', '取(と)り引(ひ)き'],
    ['引き金', 'ヒキガネ', '引(ひ)き金(がね)'],
    ['人々', 'ヒトビト', '人々(ひとびと)'],
    ['一ヶ月', 'イッカゲツ', '一ヶ月(いっかげつ)'],
    ['コーヒー豆', 'コーヒーマメ', 'コーヒー豆(まめ)'],
    ['サッカー', 'サッカー', 'サッカー'],
    ['する', 'スル', 'する'],
    ['ｶﾀｶﾅ', 'カタカナ', 'ｶﾀｶﾅ'],
    ['漢字', null, '漢字'],
    ['今日は', 'コンニチワ', '今日は(こんにちわ)'],
    ['𠮷野', 'ヨシノ', '𠮷野(よしの)'],
    ['行(い)く', 'イク', '行(い)く(いく)'],
    ['物の怪', 'モノノケ', '物の怪(もののけ)'],
  ])('sets %s read %s as %s', (surface, reading, expected) => {
    expect(set(surface, reading)).toBe(expected);
  });

  it('always spells the surface, and sets readings over kanji only where it splits a word', () => {
    const kana = fc.constantFrom(...'あいうえおかきくけこんっャアイー');
    const han = fc.constantFrom(...'日本語人々食物取引𠮷');
    const word = fc.array(fc.oneof(kana, han), { minLength: 1, maxLength: 8 }).map((characters) => characters.join(''));
    const reading = fc
      .array(fc.constantFrom(...'アイウエオカキクケコンッャー'), { maxLength: 12 })
      .map((characters) => characters.join(''));
    fc.assert(
      fc.property(word, reading, (surface, read) => {
        const parts = furigana(surface, read);
        expect(parts.map(({ text }) => text).join('')).toBe(surface);
        const rubies = parts.filter(({ ruby }) => ruby !== null);
        if (parts.length > 1) {
          for (const { text } of rubies) expect(text).toMatch(/^\p{Script=Han}+$/u);
          expect(parts.map(({ text, ruby }) => ruby ?? toHiragana(text)).join('')).toBe(toHiragana(read));
        }
      }),
      { seed: 20_07_08_01 },
    );
  });
});
