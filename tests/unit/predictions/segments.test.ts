import { expect, it } from 'vitest';
import { segmentPair } from '../../../src/predictions/segments.ts';
import { encode, show, tokenizer } from './fakes.ts';

it('is what BERT takes for a pair', () => {
  const { ids, tokenTypes } = segmentPair(encode('僕 は'), encode('お-##腹 が'), tokenizer, 128);
  expect(show(ids)).toBe('[CLS] 僕 は [SEP] お ##腹 が [SEP]');
  expect([...tokenTypes]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
});

it.each([
  [30, 3, '僕 僕 僕 は [SEP] 犬 だ だ', 10],
  [3, 30, '僕 僕 は [SEP] 犬 だ だ だ', 10],
  [30, 30, '僕 僕 は [SEP] 犬 だ だ だ', 10],
  [30, 30, '僕 僕 僕 は [SEP] 犬 だ だ だ', 11],
  [1, 1, 'は [SEP] 犬', 10],
])('keeps what meets of %i and %i words, and leaves no room: %s', (first, second, kept, positions) => {
  const { ids, tokenTypes } = segmentPair(
    encode(`${'僕 '.repeat(first - 1)}は`),
    encode(`犬 ${'だ '.repeat(second - 1)}`),
    tokenizer,
    positions,
  );
  expect(show(ids)).toBe(`[CLS] ${kept} [SEP]`);
  expect(tokenTypes).toHaveLength(ids.length);
});
