import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowAround } from '../../../src/predictions/window.ts';
import { encode } from './fakes.ts';

const part = (written: string, at: number, limit: number) => {
  const encoding = encode(written);
  const { from, to } = windowAround(encoding, at, at + 1, limit);
  return encoding.pieces
    .slice(from, to)
    .map(({ piece }) => piece)
    .join('');
};

describe('windowAround', () => {
  it('takes all that fits', () => {
    expect(part('僕 は 犬 だ 。', 2, 5)).toBe('僕は犬だ。');
  });

  it('takes whole sentences, the earlier neighbour first', () => {
    expect(part('A 。 B 。 僕 は 犬 。 猫 だ 。', 6, 6)).toBe('B。僕は犬。');
    expect(part('A 。 B 。 僕 は 犬 。 猫 だ 。', 6, 9)).toBe('B。僕は犬。猫だ。');
  });

  it('cuts a long sentence around the piece, not through words', () => {
    expect(part('僕 は 東京-##タワー が 好き だ', 5, 4)).toBe('が好きだ');
    expect(part('お-##腹 が 好き だ 僕 は 犬 だ', 4, 5)).toBe('が好きだ僕は');
  });

  it('holds the piece and keeps the limit, whatever the text', () => {
    const word = fc.constantFrom('僕', 'は', '。', '東京-##タワー', 'ゲーム-##センター-##機', '犬');
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 60 }),
        fc.nat(200),
        fc.integer({ min: 1, max: 30 }),
        (words, pick, limit) => {
          const encoding = encode(words.join(' '));
          const at = pick % encoding.pieces.length;
          const { from, to } = windowAround(encoding, at, at + 1, limit);
          expect(from).toBeLessThanOrEqual(at);
          expect(to).toBeGreaterThan(at);
          expect(to - from).toBeLessThanOrEqual(limit);
        },
      ),
      { seed: 20_261_123, numRuns: 2000 },
    );
  });
});
