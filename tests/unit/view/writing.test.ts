import { describe, expect, it } from 'vitest';
import { success } from '../../../src/protocol/outcome.ts';
import type { CallOptions, Service } from '../../../src/protocol/protocol.ts';
import type { Hint } from '../../../src/protocol/scores.ts';
import { createChecking } from '../../../src/view/writing/checking.ts';
import type { Written } from '../../../src/selection/written.ts';
import { partsOf } from '../../../src/view/writing/parts.ts';
import { createWatcher } from '../../../src/view/writing/watcher.ts';

describe('a text in parts', () => {
  it.each([
    ['猫。犬。', 10, ['猫。犬。']],
    ['猫。\n犬。\n\n', 10, ['猫。', '犬。']],
    ['猫です。犬です。鳥です。', 9, ['猫です。犬です。', '鳥です。']],
    ['「犬。」と言った。猫。', 10, ['「犬。」と言った。', '猫。']],
    ['娘。は来た。猫。', 6, ['娘。は来た。', '猫。']],
    ['Yahoo!知恵袋で聞いた。', 8, ['Yahoo!知恵', '袋で聞いた。']],
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
    const by = { model: 'm' };
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
        return success({ ...by, hints: at < 0 ? [] : [hint as Hint] });
      },
    } as unknown as Service<'hints'>;
    const checking = createChecking(service, (_, finds) => found.push(finds.map(({ start }) => start)));
    return { asked, by, found, checking, settled: () => new Promise((done) => setTimeout(done)) };
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

  it('asks of what has changed only in a text of many parts, too', async () => {
    const { asked, found, checking, settled } = setUp();
    const lines = Array.from({ length: 700 }, (_, line) => `水へ${line}杯飲む。`);
    for (let change = 0; change < 3; change++) {
      lines[350] = `猫が${change}匹いる。`;
      checking.check(lines.join('\n'));
      await settled();
    }
    expect(asked).toHaveLength(700 + 2);
    expect(found.at(-1)).toHaveLength(699);
  });

  it('asks about all of it again where another model answers', async () => {
    const { asked, by, found, checking, settled } = setUp();
    checking.check('猫がいる。\n水へ飲む。');
    await settled();
    by.model = 'other';
    checking.check('猫もいる。\n水へ飲む。');
    await settled();
    expect(asked.slice(2).map(({ text }) => text)).toEqual(['猫もいる。', '水へ飲む。']);
    expect(found.slice(-2)).toEqual([[], [7]]);
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

describe('the field that is watched', () => {
  const fieldOf = (name: string, text: string | null = '') =>
    ({ element: { name }, read: () => text }) as unknown as Written;
  const [first, second] = [fieldOf('first'), fieldOf('second')];

  /** One in which the page wants no spelling checked. */
  const unspelt = fieldOf('unspelt');

  /** Fields that the test focuses, and settings that it hands out when it wants to. */
  const setUp = () => {
    const read: { resolve(): Promise<void>; reject(): Promise<void> }[] = [];
    const open = new Set<Written>();
    const closing = new Map<Written, () => void>();
    const settled = () => new Promise<void>((done) => setTimeout(done));
    const state = { focused: first as Written | null, ends: 0, listed: true };
    const watcher = createWatcher({
      focused: (isAsked) => (state.focused === unspelt && !isAsked(unspelt.element) ? null : state.focused),
      readSettings: () =>
        new Promise<null>((resolve, reject) =>
          read.push({
            resolve: () => (resolve(null), settled()),
            reject: () => (reject(new Error('out of reach')), settled()),
          }),
        ),
      allows: () => state.listed,
      open(written, _, onClose) {
        open.add(written);
        const close = () => {
          open.delete(written);
          onClose();
        };
        closing.set(written, close);
        return { focus: () => true, close };
      },
      onEnd: () => state.ends++,
    });
    return { watcher, read, open, closing, state };
  };

  it('is no longer, where the user changes their mind before it has begun', async () => {
    const { watcher, read, open } = setUp();
    void watcher.toggle();
    void watcher.toggle();
    await read[0]!.resolve();
    expect(read).toHaveLength(1);
    expect([...open]).toEqual([]);
    void watcher.toggle();
    await read[1]!.resolve();
    expect([...open]).toEqual([first]);
    await watcher.toggle();
    expect([...open]).toEqual([]);
  });

  it('is none where there is none to be looked at, as whoever asks is told', async () => {
    const { watcher, read, open, state } = setUp();
    state.focused = null;
    expect(await watcher.toggle()).toBe(false);
    state.focused = fieldOf('too long', null);
    expect(await watcher.toggle()).toBe(false);
    expect(read).toHaveLength(0);
    state.focused = first;
    const asked = watcher.toggle();
    await read[0]!.resolve();
    expect(await asked).toBe(true);
    expect([...open]).toEqual([first]);
    expect(await watcher.toggle()).toBe(true);
  });

  it('is one in which no spelling is to be checked only where the user asks for that one, and stays so', async () => {
    const { watcher, read, open, state } = setUp();
    state.focused = unspelt;
    await watcher.watch();
    expect(read).toHaveLength(0);
    void watcher.toggle();
    await read[0]!.resolve();
    expect([...open]).toEqual([unspelt]);
    // It is left and comes back on a site where all fields are looked at.
    for (const [index, field] of [first, unspelt].entries()) {
      state.focused = field;
      void watcher.watch();
      await read[index + 1]!.resolve();
      expect([...open]).toEqual([field]);
    }
    await watcher.toggle();
    await watcher.watch();
    expect([...open]).toEqual([]);
    expect(read).toHaveLength(3);
  });

  it('is the one that had the focus last, whichever settings come first', async () => {
    const { watcher, read, open, state } = setUp();
    void watcher.watch();
    state.focused = second;
    void watcher.watch();
    await read[1]!.resolve();
    await read[0]!.resolve();
    expect([...open]).toEqual([second]);
    expect(watcher.focus()).toBe(true);
  });

  it('is none after the script was closed', async () => {
    const { watcher, read, open, state } = setUp();
    void watcher.watch();
    watcher.close();
    await read[0]!.resolve();
    expect([...open]).toEqual([]);
    expect(watcher.focus()).toBe(false);
    expect(state.ends).toBeGreaterThan(0);
  });

  it('is none any more once its site is not listed, but where the user has asked for it', async () => {
    const { watcher, read, open, state } = setUp();
    const review = async () => {
      void watcher.review();
      await read.at(-1)!.resolve();
    };
    void watcher.watch();
    await read[0]!.resolve();
    await review();
    expect([...open]).toEqual([first]);
    state.listed = false;
    await review();
    expect([...open]).toEqual([]);
    // The settings changed while the script was on its way.
    void watcher.watch();
    await read.at(-1)!.resolve();
    expect([...open]).toEqual([]);
    void watcher.toggle();
    await read.at(-1)!.resolve();
    await review();
    expect([...open]).toEqual([first]);
  });

  it('may be watched again after it has gone, or where settings could not be read', async () => {
    const { watcher, read, open, closing } = setUp();
    void watcher.watch();
    await read[0]!.resolve();
    closing.get(first)!();
    const unread = watcher.watch();
    const refused = expect(unread).rejects.toThrow('out of reach');
    await read[1]!.reject();
    await refused;
    void watcher.watch();
    await read[2]!.resolve();
    expect([...open]).toEqual([first]);
  });
});
