import { describe, expect, it } from 'vitest';
import { cut, rubiesOver } from '../../../src/protocol/cut.ts';
import { MAX_RUBIES, MAX_TEXT } from '../../../src/protocol/limits.ts';
import { FRAME } from '../../../src/protocol/quota.ts';

describe('the limit', () => {
  it('keeps what fits whole', () => {
    const text = 'あ'.repeat(MAX_TEXT);
    expect(cut(text)).toEqual({ kept: text, omitted: 0 });
  });

  it('counts what it leaves out', () => {
    expect(cut('あ'.repeat(MAX_TEXT + 7))).toEqual({ kept: 'あ'.repeat(MAX_TEXT), omitted: 7 });
  });

  it('cuts between sentences', () => {
    const { kept, omitted } = cut('「猫が鳴く。」'.repeat(MAX_TEXT / 7 + 10));
    expect(kept.endsWith('。」')).toBe(true);
    expect(kept.length % 7).toBe(0);
    expect(kept.length).toBeGreaterThan(MAX_TEXT - 8);
    expect(kept.length + omitted).toBe(7 * Math.floor(MAX_TEXT / 7 + 10));
  });

  it('cuts where sentences end for the panel, too: not behind a quotation that goes on, nor behind a name', () => {
    const [quoted, rest] = ['「行く。」と言った。', '雨だ。'];
    const before = 'あ。'.repeat(MAX_TEXT / 2 - 4);
    // The limit is within what follows the quotation.
    expect(cut(before + quoted + rest)).toEqual({ kept: before, omitted: quoted.length + rest.length });
    expect(cut(`${before}モーニング娘。は人気だ。`).kept).toBe(before);
    expect(cut(`${'あ。'.repeat(MAX_TEXT / 2 - 2)}今日。\n明日。`).kept.endsWith('今日。\n')).toBe(true);
  });

  it('never cuts a surrogate pair in two', () => {
    const { kept, omitted } = cut('あ'.repeat(MAX_TEXT - 1) + '𠮷野家');
    expect(kept).toBe('あ'.repeat(MAX_TEXT - 1));
    expect(omitted).toBe('𠮷野家'.length);
  });
});

describe('the rubies over what is kept', () => {
  const rubies = (count: number, reading: string, width = 2) =>
    Array.from({ length: count }, (_, i) => ({ start: width * i, end: width * (i + 1), text: reading }));

  it('are none that stand over the rest', () => {
    expect(rubiesOver('東京都', rubies(3, 'よみ'))).toEqual(rubies(1, 'よみ'));
  });

  it.each([
    ['short ones', 'あ', MAX_RUBIES],
    ['long ones', 'あ'.repeat(100), MAX_TEXT / 100],
    ['one without an end', 'あ'.repeat(MAX_TEXT + 1), 0],
  ])('are as many as one call may send, with the longest text: %s', (_, reading, count) => {
    // Line breaks are two units each on their way.
    const text = '一\n'.repeat(MAX_TEXT / 2);
    const ruby = rubiesOver(text, rubies(MAX_TEXT, reading, 1));
    expect(ruby).toHaveLength(count);
    expect(JSON.stringify({ text, ruby }).length).toBeLessThan(FRAME.sizeOfAll);
  });
});
