import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CUT, FRAME, LINES, Lines, pageServer, Places, TAB } from '../../../src/protocol/quota.ts';
import { keepNewest } from '../../../src/protocol/newest.ts';
import { success } from '../../../src/protocol/outcome.ts';
import type { Handlers } from '../../../src/protocol/server.ts';
import { makeLine } from './line.ts';

const { signal } = new AbortController();
const turn = () => new Promise((resolve) => setTimeout(resolve));
const status = { model: 'm', state: 'idle', progress: 0, backend: null } as const;

/** Pages that all ask one background. */
function background() {
  const finish: (() => void)[] = [];
  const handlers: Handlers = {
    analyze: ({ text }) =>
      new Promise((resolve) =>
        finish.push(() => resolve(success({ text, omitted: 0, morphemes: [], pieces: [], words: [] }))),
      ),
    status: async () => success(status),
  };
  const serve = pageServer((error) => ({ code: 'internal', detail: String(error) }));
  return {
    finish,
    /** How many run, and those let go. */
    open(tab: string, frame: string) {
      const { near, far } = makeLine();
      const heard: { kind: string; id: number }[] = [];
      let closed = false;
      near.onMessage((message) => heard.push(message as { kind: string; id: number }));
      near.onClose(() => (closed = true));
      serve(far, handlers, { tab, frame: `${tab} ${frame}` });
      let id = 0;
      const post = (message: object) => {
        try {
          near.post(message);
        } catch {
          closed = true;
        }
      };
      return {
        heard,
        closed: () => closed,
        post,
        call: (method = 'analyze', params: object = { text: '猫' }) => post({ kind: 'call', id: ++id, method, params }),
        close: () => near.close(),
      };
    },
  };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

describe('places', () => {
  it('are so many for each asker, and go to who waits longest', async () => {
    const places = new Places<string>({ running: 2, size: 100, waiting: 2, sizeOfAll: 100 });
    const started: number[] = [];
    const enter = (who: string, n: number) => places.enter(who, 1, signal)?.then((leave) => (started.push(n), leave));
    const leaves = [1, 2, 3, 4].map((n) => enter('a', n));
    expect(enter('a', 5)).toBeUndefined();
    await enter('b', 6);
    expect(started).toEqual([1, 2, 6]);
    (await leaves[1])!();
    await turn();
    expect(started).toEqual([1, 2, 6, 3]);
  });

  it('are counted by size too, and free again when what had them has left', async () => {
    const places = new Places<string>({ running: 9, size: 100, waiting: 9, sizeOfAll: 100 });
    const leave = await places.enter('a', 60, signal);
    expect(places.enter('a', 60, signal)).toBeNull();
    leave!();
    expect(places.enter('a', 60, signal)).not.toBeNull();
  });

  it('are fewer for large calls, of which one may always run', async () => {
    const places = new Places<string>({ running: 9, size: 10, waiting: 9, sizeOfAll: 100 });
    const started: number[] = [];
    const enter = (size: number) => places.enter('a', size, signal)!.then((leave) => (started.push(size), leave));
    const leaves = [50, 4, 7].map(enter);
    await turn();
    expect(started).toEqual([50]);
    (await leaves[0])!();
    await turn();
    expect(started).toEqual([50, 4]);
    (await leaves[1])!();
    await turn();
    expect(started).toEqual([50, 4, 7]);
  });

  it('are not held by who gives up waiting', async () => {
    const places = new Places<string>({ running: 1, size: 100, waiting: 1, sizeOfAll: 100 });
    const leave = await places.enter('a', 1, signal);
    const impatient = new AbortController();
    const waiting = places.enter('a', 99, impatient.signal);
    impatient.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    const next = places.enter('a', 99, signal);
    leave!();
    await expect(next).resolves.toBeInstanceOf(Function);
  });
});

describe('lines', () => {
  it('of a frame are few: the oldest is closed', () => {
    const lines = new Lines<string>();
    const closed: number[] = [];
    for (let n = 0; n < LINES.frame + 2; n++) lines.add('tab', 'frame', () => closed.push(n));
    expect(closed).toEqual([0, 1]);
  });

  it('of a tab are more, and the frame that has most loses one', () => {
    const lines = new Lines<string>();
    const closed: string[] = [];
    const add = (frame: string) => lines.add('tab', frame, () => closed.push(frame));
    add('main');
    for (let n = 0; n < LINES.tab; n++) add(`evil ${n % (LINES.tab / 2)}`);
    expect(closed).toHaveLength(1);
    expect(closed).not.toContain('main');
  });

  it('that were closed are not counted', () => {
    const lines = new Lines<string>();
    const close = vi.fn();
    for (let n = 0; n < 1_000; n++) lines.add('tab', `frame ${n}`, close)();
    expect(close).not.toHaveBeenCalled();
  });
});

describe('a page that floods the background', () => {
  it('takes no place of any other page, and what is too much is refused', async () => {
    const { open, finish } = background();
    const evil = Array.from({ length: 200 }, () => open('evil', 'main'));
    for (const line of evil) for (let n = 0; n < 50; n++) line.call();
    await turn();
    // Nobody needs so many lines: none of them is served.
    expect(finish.length).toBe(0);
    expect(evil.every((line) => line.closed())).toBe(true);

    const other = open('good', 'main');
    other.call('status', {});
    other.call();
    await turn();
    finish.at(-1)!();
    await turn();
    expect(other.heard.map(({ kind }) => kind)).toEqual(['taken', 'taken', 'result', 'result']);

    // When the flood has stopped, its own tab is as good as any.
    vi.setSystemTime(Date.now() + CUT.milliseconds);
    for (const line of evil) line.close();
    for (let n = 0; n < finish.length; n++) finish[n]!();
    await turn();
    const again = open('evil', 'main');
    again.call('status', {});
    await turn();
    expect(again.heard.map(({ kind }) => kind)).toEqual(['taken', 'result']);
  });

  it('from many frames has the places of its tab', async () => {
    const { open, finish } = background();
    for (let frame = 0; frame < 40; frame++) {
      const line = open('evil', `${frame}`);
      for (let n = 0; n < 20; n++) line.call();
    }
    await turn();
    expect(finish.length).toBe(TAB.running);
  });

  it('has its lines cut when it goes on, with all that waits on them, and gets no other for a while', async () => {
    const { open, finish } = background();
    const evil = Array.from({ length: LINES.frame }, () => open('evil', 'main'));
    for (const line of evil) for (let n = 0; n < 20; n++) line.call();
    await turn();
    expect(evil.every((line) => line.closed())).toBe(true);
    expect(finish.length).toBe(FRAME.running);
    for (const one of finish) one();
    await turn();
    expect(finish.length).toBe(FRAME.running);
    expect(open('evil', 'main').closed()).toBe(true);
    expect(open('evil', 'a frame').closed()).toBe(false);
    vi.setSystemTime(Date.now() + CUT.milliseconds);
    expect(open('evil', 'main').closed()).toBe(false);
  });

  it('with large texts has no room for more than a few', async () => {
    const { open, finish } = background();
    const evil = open('evil', 'main');
    for (let n = 0; n < 30; n++)
      evil.call('analyze', { text: 'あ', ruby: [{ start: 0, end: 1, text: 'あ'.repeat(100_000) }] });
    await turn();
    expect(finish.length).toBe(1);
    expect(evil.closed()).toBe(true);
  });

  it.each([
    ['what is no call', { kind: 'x' }],
    ['unknown methods', { kind: 'call', method: 'nothing', params: {} }],
    ['what is not open to it', { kind: 'call', method: 'latest', params: {} }],
    ['texts that are too long', { kind: 'call', method: 'analyze', params: { text: 'あ'.repeat(30_001) } }],
  ])('has its lines cut when it sends %s on and on', async (_, message) => {
    const { open } = background();
    const page = open('1', '0');
    const asked = open('2', '0');
    const send = (times: number) => {
      for (let i = 0; i < times; i++) page.post({ id: i + 1, ...message });
    };
    send(CUT.refused - 1);
    await turn();
    expect(page.closed()).toBe(false);
    send(1);
    await turn();
    expect(page.closed()).toBe(true);
    expect(open('1', '0').closed()).toBe(true);
    expect(asked.closed()).toBe(false);
  });

  it('has its lines cut when it calls again and again under the number of a call', async () => {
    const { open } = background();
    const page = open('1', '0');
    for (let i = 0; i <= CUT.refused; i++)
      page.post({ kind: 'call', id: 1, method: 'analyze', params: { text: '猫' } });
    await turn();
    expect(page.closed()).toBe(true);
  });

  it('is not one that is refused something now and then', async () => {
    const { open } = background();
    const line = open('good', 'main');
    for (let n = 0; n < FRAME.running + FRAME.waiting; n++) line.call();
    await turn();
    for (let time = 1; time <= 3; time++) {
      for (let n = 1; n < CUT.refused; n++) line.call();
      await turn();
      expect(line.heard.filter(({ kind }) => kind === 'failure')).toHaveLength((CUT.refused - 1) * time);
      vi.setSystemTime(Date.now() + CUT.milliseconds);
    }
    expect(line.closed()).toBe(false);
  });
});

describe('what is done one at a time', () => {
  it('leaves out what a newer one has overtaken, and goes on after a failure', async () => {
    const done: number[] = [];
    const run = keepNewest();
    for (const n of [1, 2, 3, 4])
      run(async () => {
        await turn();
        done.push(n);
        throw new Error('full');
      });
    await vi.waitFor(() => expect(done).toEqual([1, 4]));
    run(async () => void done.push(5));
    await vi.waitFor(() => expect(done).toEqual([1, 4, 5]));
  });
});
