import { describe, expect, it } from 'vitest';
import { characterAt, characterBefore, characterStart } from '../../../src/morphemes/pairs.ts';

describe('characters of two UTF-16 units', () => {
  it.each(['𠮟', '𠮷', '𩸽', '🐟', '魚', 'a'])('are found whole, before an offset and behind it: %s', (one) => {
    const text = `あ${one}い`;
    const end = 1 + one.length;
    expect([characterAt(text, 1), characterBefore(text, end)]).toEqual([one, one]);
    expect([characterBefore(text, 1), characterAt(text, end)]).toEqual(['あ', 'い']);
    expect(characterStart(text, end - 1)).toBe(1);
  });

  it('are none at the ends of a text, and halves of none are themselves', () => {
    expect([characterBefore('𠮟', 0), characterAt('𠮟', 2), characterAt('', 0), characterBefore('', 0)]).toEqual([
      '',
      '',
      '',
      '',
    ]);
    expect([characterAt('\ud842', 0), characterBefore('あ\udf9f', 2)]).toEqual(['\ud842', '\udf9f']);
  });
});
