import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasLines, joinLines, restOf } from '../../../src/view/shared/joined.ts';

describe('lines made one', () => {
  it.each([
    ['大型アップデ\nートの日', '大型アップデートの日'],
    ['今日は\r\n　晴れだ。\n\n明日は雨だ。', '今日は晴れだ。明日は雨だ。'],
    ['see the\nweb ページ\nを', 'see the web ページを'],
    ['店長に𠮟\nられた。𠮷\n𠮷', '店長に𠮟られた。𠮷𠮷'],
    ['葛󠄀\nの葉', '葛󠄀の葉'],
    ['一行', '一行'],
    ['行\n', '行'],
  ])('%j', (text, joined) => {
    expect(joinLines(text, {}).text).toBe(joined);
  });

  it('what is known of a stretch stays with it', () => {
    const text = '大型\nアップデ\nートの日';
    const { text: joined, more } = joinLines(text, {
      selected: { start: 3, end: 11 },
      ruby: [{ start: 0, end: 2, text: 'おおがた' }],
    });
    expect(joined.slice(more.selected!.start, more.selected!.end)).toBe('アップデートの');
    expect(more.ruby).toEqual([{ start: 0, end: 2, text: 'おおがた' }]);
  });

  it('every character but white space stays, and keeps its place among the others', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('日', 'a', '\n', '\r\n', ' ', '　', '。')), fc.nat(60), (parts, at) => {
        const text = parts.join('');
        const start = Math.min(at, text.length);
        const { text: joined, more } = joinLines(text, { selected: { start, end: text.length } });
        const bare = (written: string) => written.replace(/\s/g, '');
        expect(bare(joined)).toBe(bare(text));
        expect(bare(joined.slice(more.selected!.start))).toBe(bare(text.slice(start)));
        expect(joined).not.toMatch(/[\r\n]/);
      }),
      { seed: 27 },
    );
  });

  it.each(['日\n本語', 'see\nthe web', '日本\n', '\n日', ' \r\n　日\n\n本'])(
    'the rest of it from anywhere is the rest of the joined: %j',
    (text) => {
      const { text: joined } = joinLines(text, {});
      for (let left = 1; left <= joined.length; left++) {
        const rest = restOf({ text, more: { own: true } }, left, true);
        expect(rest.more.front + rest.text).toBe(text);
        expect(joinLines(rest.text, {}).text.trim()).toBe(joined.slice(joined.length - left).trim());
      }
    },
  );

  it('are offered only where there are several', () => {
    expect(['日\n本', '日本\n', '\n日本', '日本'].map(hasLines)).toEqual([true, false, false, false]);
  });
});
