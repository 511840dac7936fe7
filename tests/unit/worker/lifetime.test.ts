import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withLifetime, type Ending } from '../../../src/worker/lifetime.ts';
import { BackendError, type BackendErrorCode } from '../../../src/engine/errors.ts';
import { success } from '../../../src/protocol/outcome.ts';
import type { Handlers } from '../../../src/protocol/server.ts';

const request = { signal: new AbortController().signal, report: () => {}, progress: () => {} };
const score = { text: '' };
const requests = success({ elsewhere: 0 });

function worker(answer: () => Promise<never>) {
  const ended: Ending[] = [];
  const answers: Required<Pick<Handlers, 'score' | 'requests'>> = { score: answer, requests: async () => requests };
  const handlers = withLifetime(answers, 1000, (why) => ended.push(why));
  return { ended, handlers };
}
const failing = (code: BackendErrorCode) =>
  worker(async () => {
    throw new BackendError(code, code);
  });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a worker', () => {
  it('ends when nobody has asked for a while, counted from the last answer', async () => {
    let finish = () => {};
    const { ended, handlers } = worker(
      () => new Promise<never>((_, reject) => (finish = () => reject(new Error('done')))),
    );
    await vi.advanceTimersByTimeAsync(999);
    const answer = handlers.score(score, request).catch(() => {});
    await vi.advanceTimersByTimeAsync(5000);
    expect(ended).toEqual([]);
    finish();
    await answer;
    await vi.advanceTimersByTimeAsync(999);
    expect(ended).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(ended).toEqual(['rest']);
  });

  it('whose heap is gone ends at once, and leaves the answer to the next one', async () => {
    const { ended, handlers } = failing('lost');
    const settled = vi.fn();
    handlers.score(score, request).then(settled, settled);
    await vi.advanceTimersByTimeAsync(10);
    expect(ended).toEqual(['broken']);
    expect(settled).not.toHaveBeenCalled();
  });

  it.each(['none', 'memory'] as const)(
    'that could not run the model (%s) says so, and leaves the next try to a new one',
    async (code) => {
      const { ended, handlers } = failing(code);
      await expect(handlers.score(score, request)).rejects.toMatchObject({ code });
      expect(await handlers.requests({}, request)).toBe(requests);
      expect(ended).toEqual([]);
      void handlers.score(score, request);
      await vi.advanceTimersByTimeAsync(10);
      expect(ended).toEqual(['broken']);
    },
  );

  it.each(['analyze', 'meanings', 'collocations', 'rules', 'status', 'requests'] as const)(
    'that could not run the model goes on answering %s, which needs none',
    async (method) => {
      const ended: Ending[] = [];
      const answers = {
        score: async () => {
          throw new BackendError('memory', 'memory');
        },
        [method]: async () => requests,
      };
      const handlers: Handlers = withLifetime(answers, 1000, (why) => ended.push(why));
      await expect(handlers.score!(score, request)).rejects.toMatchObject({ code: 'memory' });
      expect(await handlers[method]!({} as never, request)).toBe(requests);
      expect(ended).toEqual([]);
    },
  );

  it.each(['attention', 'attentionHeads', 'nextSentence', 'dependencies'] as const)(
    'that has no memory to look inside, for %s, lives on, and so does its model',
    async (method) => {
      const ended: Ending[] = [];
      const failing = async () => {
        throw new BackendError('memory', 'memory');
      };
      const answers: Handlers = { score: async () => requests as never, [method]: failing };
      const handlers = withLifetime(answers, 1000, (why) => ended.push(why));
      await expect(handlers[method]!({} as never, request)).rejects.toMatchObject({ code: 'memory' });
      expect(await handlers.score!(score, request)).toBe(requests);
      expect(ended).toEqual([]);
    },
  );

  it('lives on after any other failure', async () => {
    const { ended, handlers } = failing('failed');
    for (let time = 0; time < 2; time++)
      await expect(handlers.score(score, request)).rejects.toMatchObject({ code: 'failed' });
    expect(ended).toEqual([]);
  });
});
