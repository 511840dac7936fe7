import { describe, expect, it } from 'vitest';
import { Queue } from '../../../src/engine/running/queue.ts';

const tick = () => new Promise((resolve) => setTimeout(resolve));

describe('Queue', () => {
  it('runs one at a time, the most urgent first, equal ones in order', async () => {
    const queue = new Queue();
    const order: string[] = [];
    let running = 0;
    const work = (name: string) => async () => {
      expect(++running).toBe(1);
      await tick();
      running--;
      order.push(name);
    };
    await Promise.all([
      queue.add(work('first')),
      queue.add(work('page 1')),
      queue.add(work('page 2')),
      queue.add(work('looked at'), { priority: 1 }),
    ]);
    expect(order).toEqual(['first', 'looked at', 'page 1', 'page 2']);
  });

  it('drops what is aborted while it waits, and goes on after what fails', async () => {
    const queue = new Queue();
    const aborted = new AbortController();
    let ran = false;
    const failing = queue.add(() => Promise.reject(new Error('no')));
    const dropped = queue.add(async () => void (ran = true), { signal: aborted.signal });
    const last = queue.add(async () => 'last');
    aborted.abort(new Error('given up'));
    await expect(failing).rejects.toThrow('no');
    await expect(dropped).rejects.toThrow('given up');
    expect(await last).toBe('last');
    expect(ran).toBe(false);
  });

  it('does not start what was aborted before', async () => {
    await expect(new Queue().add(async () => 1, { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow(
      'before',
    );
  });
});
