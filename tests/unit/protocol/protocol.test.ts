import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../src/protocol/client.ts';
import { failure, success } from '../../../src/protocol/outcome.ts';
import { protocol, type EngineStatus } from '../../../src/protocol/protocol.ts';
import { serve, type Caller, type Handlers } from '../../../src/protocol/server.ts';
import { makeLine, type Line } from './line.ts';

const analysis = (text: string) => ({ text, omitted: 0, morphemes: [], pieces: [], words: [] });
const loading: EngineStatus = { model: 'm', state: 'loading', progress: 0.5, backend: null };
const never = () => new Promise<never>(() => {});

/** A client whose channel is served by `handlers`; each connection is a fresh line. */
function connected(handlers: Handlers, caller: Caller = 'page') {
  const lines: Line[] = [];
  const client = createClient(() => {
    const line = makeLine();
    lines.push(line);
    serve(line.far, caller, handlers, (error) => ({ code: 'model', detail: String(error) }));
    return line.near;
  }, protocol);
  return { ...client, lines };
}

describe('a call', () => {
  it("brings back the handler's result, parsed", async () => {
    const { service } = connected({ analyze: async ({ text }) => success(analysis(text)) });
    expect(await service.analyze({ text: '猫' })).toEqual({ ok: true, value: analysis('猫') });
  });

  it('brings back failures, returned or thrown, as values', async () => {
    const { service } = connected({
      analyze: async () => failure('dictionary', 'damaged'),
      predict: async () => {
        throw new Error('boom');
      },
    });
    expect(await service.analyze({ text: '猫' })).toEqual(failure('dictionary', 'damaged'));
    expect(await service.predict({ text: '猫', morphemes: [0], candidates: 5 })).toEqual(
      failure('model', 'Error: boom'),
    );
  });

  it('hears how loading goes', async () => {
    const heard: EngineStatus[] = [];
    const { service } = connected({
      analyze: async ({ text }, { report }) => {
        report(loading);
        return success(analysis(text));
      },
    });
    await service.analyze({ text: '猫' }, { onStatus: (status) => heard.push(status) });
    expect(heard).toEqual([loading]);
  });

  it('refuses a malformed result', async () => {
    const { service } = connected({ analyze: async () => success({ text: 1 } as never) });
    expect(await service.analyze({ text: '猫' })).toMatchObject({ ok: false, failure: { code: 'internal' } });
  });
});

describe('a line that ends with an answer', () => {
  it('is not opened again for what was under way', async () => {
    const why = { code: 'modelUnusable', detail: 'hung' } as const;
    let end = (_why: typeof why) => {};
    const open = vi.fn(() => ({
      ...makeLine().near,
      onClose: (listener: (given?: typeof why) => void) => (end = listener),
    }));
    const { service } = createClient(open as never, protocol);
    const outcome = service.analyze({ text: '猫' });
    end(why);
    expect(await outcome).toEqual({ ok: false, failure: why });
    expect(open).toHaveBeenCalledTimes(1);
  });
});

describe('aborting', () => {
  it('settles at once and aborts the handler', async () => {
    let handlerSignal: { readonly aborted: boolean } | undefined;
    const { service } = connected({
      analyze: (_, { signal }) => {
        handlerSignal = signal;
        return never();
      },
    });
    const controller = new AbortController();
    const outcome = service.analyze({ text: '猫' }, { signal: controller.signal });
    await Promise.resolve();
    controller.abort();
    expect(await outcome).toMatchObject({ ok: false, failure: { code: 'aborted' } });
    await Promise.resolve();
    expect(handlerSignal?.aborted).toBe(true);
  });

  it('never calls the background when the signal is already aborted', async () => {
    const { service, lines } = connected({});
    expect(await service.analyze({ text: '猫' }, { signal: AbortSignal.abort() })).toMatchObject({
      failure: { code: 'aborted' },
    });
    expect(lines).toHaveLength(0);
  });

  it('ends what is under way when the client closes, and opens a new line for the next call', async () => {
    const { service, close, lines } = connected({ analyze: never, status: async () => success(loading) });
    const outcome = service.analyze({ text: '猫' });
    close();
    expect(await outcome).toMatchObject({ failure: { code: 'aborted' } });
    expect(await service.status({})).toEqual(success(loading));
    expect(lines).toHaveLength(2);
  });
});

describe('a background that dies', () => {
  it('is asked once more on a new line', async () => {
    let calls = 0;
    const { service, lines } = connected({
      analyze: async ({ text }) => (++calls === 1 ? await never() : success(analysis(text))),
    });
    const outcome = service.analyze({ text: '猫' });
    await new Promise((resolve) => setTimeout(resolve));
    lines[0]!.kill();
    expect(await outcome).toEqual(success(analysis('猫')));
    expect(calls).toBe(2);
  });

  it('is given up after the second death', async () => {
    const { service, lines } = connected({ analyze: never });
    const outcome = service.analyze({ text: '猫' });
    await new Promise((resolve) => setTimeout(resolve));
    lines[0]!.kill();
    await new Promise((resolve) => setTimeout(resolve));
    lines[1]!.kill();
    expect(await outcome).toMatchObject({ ok: false, failure: { code: 'interrupted' } });
    expect(lines).toHaveLength(2);
  });

  it('before it has heard of the call is asked again, more than once but not for ever', async () => {
    const { service, lines } = connected({ analyze: async ({ text }) => success(analysis(text)) });
    const outcome = service.analyze({ text: '猫' });
    // Each ends before what was posted on it arrives.
    for (let death = 0; death < 3; death++) lines[death]!.kill();
    expect(await outcome).toEqual(success(analysis('猫')));
    expect(lines).toHaveLength(4);
    const given = service.analyze({ text: '犬' });
    for (let death = 3; death < 7; death++) lines[death]!.kill();
    expect(await given).toMatchObject({ ok: false, failure: { code: 'interrupted' } });
    expect(lines).toHaveLength(7);
  });

  it('hears nothing more on a line that it has ended, though more was on its way', async () => {
    let listener = (_message: unknown) => {};
    const analyze = vi.fn(async ({ text }: { text: string }) => success(analysis(text)));
    const channel = {
      post() {},
      onMessage: (heard: typeof listener) => void (listener = heard),
      onClose() {},
      close: vi.fn(),
    };
    const end = serve(channel, 'page', { analyze }, () => ({ code: 'internal', detail: '' }));
    const call = (id: number) => listener({ kind: 'call', id, method: 'analyze', params: { text: '猫' } });
    call(1);
    end();
    call(2);
    end();
    expect(analyze).toHaveBeenCalledTimes(1);
    expect(channel.close).toHaveBeenCalledTimes(1);
  });

  it('aborts its handlers when the caller goes away', async () => {
    let handlerSignal: { readonly aborted: boolean } | undefined;
    const { service, close } = connected({
      analyze: (_, { signal }) => {
        handlerSignal = signal;
        return never();
      },
    });
    void service.analyze({ text: '猫' });
    await Promise.resolve();
    close();
    expect(handlerSignal?.aborted).toBe(true);
  });

  describe('that leads nowhere', () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());

    /** Lines of which only the last of `deaf + 1` has anybody at its end. */
    function behind(deaf: number, handlers: Handlers, patience?: null) {
      const lines: Line[] = [];
      const { service } = createClient(
        () => {
          const line = makeLine();
          lines.push(line);
          if (lines.length > deaf) serve(line.far, 'page', handlers, () => ({ code: 'internal', detail: '' }));
          return line.near;
        },
        protocol,
        patience,
      );
      return { service, lines };
    }

    it('is waited on where lines say when they end', async () => {
      const { service, lines } = behind(1, { analyze: async ({ text }) => success(analysis(text)) }, null);
      const answer = service.analyze({ text: '猫' });
      await vi.advanceTimersByTimeAsync(600_000);
      expect(lines).toHaveLength(1);
      lines[0]!.kill();
      expect(await answer).toEqual(success(analysis('猫')));
    });

    it('is given up for another, on which the call is answered', async () => {
      const { service, lines } = behind(1, { analyze: async ({ text }) => success(analysis(text)) });
      const answer = service.analyze({ text: '猫' });
      await vi.advanceTimersByTimeAsync(60_000);
      expect(await answer).toEqual(success(analysis('猫')));
      expect(lines).toHaveLength(2);
    });

    it('twice, is a failure with a retry', async () => {
      const { service } = behind(2, {});
      const answer = service.analyze({ text: '猫' });
      await vi.advanceTimersByTimeAsync(60_000);
      expect(await answer).toMatchObject({ failure: { code: 'interrupted' } });
    });

    it('is not what a slow answer is taken for', async () => {
      const { service, lines } = behind(0, {
        analyze: async ({ text }) => {
          await new Promise((resolve) => setTimeout(resolve, 300_000));
          return success(analysis(text));
        },
      });
      const answer = service.analyze({ text: '猫' });
      await vi.advanceTimersByTimeAsync(300_000);
      expect(await answer).toEqual(success(analysis('猫')));
      expect(lines).toHaveLength(1);
    });

    it('is not what becomes of it while the browser ends backgrounds that hear nothing for half a minute', async () => {
      const heard: number[] = [];
      const { service, lines } = behind(0, {
        analyze: async ({ text }) => {
          let idle = setTimeout(() => lines.at(-1)!.kill(), 30_000);
          lines.at(-1)!.far.onMessage(() => {
            heard.push(Date.now());
            clearTimeout(idle);
            idle = setTimeout(() => lines.at(-1)!.kill(), 30_000);
          });
          await new Promise((resolve) => setTimeout(resolve, 100_000));
          return success(analysis(text));
        },
      });
      const answer = service.analyze({ text: '猫' });
      await vi.advanceTimersByTimeAsync(100_000);
      expect(await answer).toEqual(success(analysis('猫')));
      expect(lines).toHaveLength(1);
      // Nobody is kept once nobody waits.
      const soFar = heard.length;
      await vi.advanceTimersByTimeAsync(25_000);
      expect(heard).toHaveLength(soFar);
    });
  });

  it('that can never be reached again makes the caller an orphan', async () => {
    const { service } = createClient(() => {
      throw new Error('Extension context invalidated.');
    }, protocol);
    expect(await service.analyze({ text: '猫' })).toMatchObject({ failure: { code: 'orphaned' } });
  });
});

describe('the server', () => {
  it('keeps what was analysed elsewhere from pages', async () => {
    const handlers: Handlers = { latest: async () => success(null) };
    expect(await connected(handlers, 'page').service.latest({})).toMatchObject({
      ok: false,
      failure: { code: 'refused' },
    });
    expect(await connected(handlers, 'extension').service.latest({})).toEqual(success(null));
  });

  it.each([
    ['text of the wrong type', { method: 'analyze', params: { text: 1 } }],
    ['text that is too long', { method: 'analyze', params: { text: 'あ'.repeat(200_001) } }],
    ['a mask that is no index', { method: 'predict', params: { text: '猫', morphemes: [-1], candidates: 5 } }],
    ['too many candidates', { method: 'predict', params: { text: '猫', morphemes: [0], candidates: 1e9 } }],
    ['a method that does not exist', { method: 'erase', params: {} }],
    ['a name from Object.prototype', { method: 'constructor', params: {} }],
  ])('refuses %s and runs nothing', async (_, call) => {
    let ran = false;
    const run = async () => {
      ran = true;
      return failure('internal', 'ran');
    };
    const line = makeLine();
    serve(line.far, 'page', { analyze: run, predict: run }, () => ({ code: 'internal', detail: '' }));
    const answer = new Promise((resolve) => line.near.onMessage(resolve));
    line.near.post({ kind: 'call', id: 1, ...call });
    expect(await answer).toMatchObject({ kind: 'failure', id: 1, failure: { code: 'refused' } });
    expect(ran).toBe(false);
  });

  it('survives any message', async () => {
    const line = makeLine();
    let calls = 0;
    serve(line.far, 'page', { analyze: async ({ text }) => (calls++, success(analysis(text))) }, () => ({
      code: 'internal',
      detail: '',
    }));
    const shaped = fc.record(
      {
        kind: fc.constantFrom('call', 'abort', 'result', 'x'),
        id: fc.anything(),
        method: fc.oneof(fc.constantFrom('analyze', 'latest', '__proto__'), fc.string()),
        params: fc.anything(),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), shaped), async (message) => {
        let json: string | undefined;
        try {
          json = JSON.stringify(message);
        } catch {
          return;
        }
        if (json !== undefined) line.near.post(JSON.parse(json));
      }),
      { seed: 20261123, numRuns: 2000 },
    );
    await new Promise((resolve) => setTimeout(resolve));
    const before = calls;
    const client = createClient(() => line.near, protocol);
    expect(await client.service.analyze({ text: '猫' })).toEqual(success(analysis('猫')));
    expect(calls).toBe(before + 1);
  });
});
