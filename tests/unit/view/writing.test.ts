import { describe, expect, it } from 'vitest';
import { success } from '../../../src/protocol/outcome.ts';
import type { CallOptions, Service } from '../../../src/protocol/protocol.ts';
import type { Hint } from '../../../src/protocol/scores.ts';
import { createChecking } from '../../../src/view/writing/checking.ts';
import { partsOf } from '../../../src/view/writing/parts.ts';

describe('a text in parts', () => {
  it.each([
    ['猫。犬。', 10, ['猫。犬。']],
    ['猫。\n犬。\n\n', 10, ['猫。', '犬。']],
    ['猫です。犬です。鳥です。', 9, ['猫です。犬です。', '鳥です。']],
    ['猫「犬。」です', 6, ['猫「犬。」', 'です']],
    ['あいうえおか', 4, ['あいうえ', 'おか']],
    ['あいう𠮷お', 4, ['あいう', '𠮷お']],
    ['', 4, []],
  ])('%j, %i', (text, longest, expected) => {
    const parts = partsOf(text, longest);
    expect(parts.map((part) => part.text)).toEqual(expected);
    for (const { start, text: part } of parts) expect(text.slice(start, start + part.length)).toBe(part);
  });
});

describe('checking what is written', () => {
  const setUp = () => {
    const asked: { text: string; signal: AbortSignal }[] = [];
    const found: (readonly number[])[] = [];
    const service = {
      async hints({ text }: { text: string }, { signal }: CallOptions = {}) {
        asked.push({ text, signal: signal! });
        await Promise.resolve();
        const at = text.indexOf('へ');
        const hint = {
          kind: 'particle',
          start: at,
          end: at + 1,
          written: 'へ',
          instead: 'を',
          bits: 9,
          strictness: 'strict',
        };
        return success({ hints: at < 0 ? [] : [hint as Hint] });
      },
    } as unknown as Service<'hints'>;
    const checking = createChecking(service, (_, finds) => found.push(finds.map(({ start }) => start)));
    return { asked, found, checking, settled: () => new Promise((done) => setTimeout(done)) };
  };

  it('asks part by part, and of what has changed only', async () => {
    const { asked, found, checking, settled } = setUp();
    checking.check('猫がいる。\n水へ飲む。\nabc');
    await settled();
    expect(asked.map(({ text }) => text)).toEqual(['猫がいる。', '水へ飲む。']);
    expect(found.at(-1)).toEqual([7]);
    checking.check('猫もいる。\n水へ飲む。');
    expect(found.at(-1)).toEqual([7]);
    await settled();
    expect(asked.slice(2).map(({ text }) => text)).toEqual(['猫もいる。']);
  });

  it('gives up what is under way when the text changes', async () => {
    const { asked, checking, settled } = setUp();
    checking.check('猫がいる。\n水へ飲む。');
    checking.check('犬がいる。');
    await settled();
    expect(asked[0]!.signal.aborted).toBe(true);
    expect(asked.map(({ text }) => text)).toEqual(['猫がいる。', '犬がいる。']);
  });
});
