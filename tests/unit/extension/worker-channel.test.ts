import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onLine, workerChannel, type WorkerScope } from '../../../src/extension/worker-channel.ts';
import type { Channel } from '../../../src/protocol/channel.ts';

/** As `navigator.locks`, without sharing, stealing and aborting. */
function fakeLocks() {
  const queues = new Map<string, Promise<void>>();
  const held = new Set<string>();
  return {
    held,
    query: async () => ({ held: [...held].map((name) => ({ name })) }),
    request(name: string, ...[options, callback = options]: (object | (() => unknown))[]) {
      const turn = (queues.get(name) ?? Promise.resolve()).then(async () => {
        held.add(name);
        await (callback as () => unknown)();
        held.delete(name);
      });
      queues.set(name, turn);
      return turn;
    },
  };
}

const locks = fakeLocks();
beforeEach(() => void vi.stubGlobal('navigator', { locks }));
afterEach(() => void vi.unstubAllGlobals());

it('ends at the worker, too, when whoever asked closes it, though both live on', async () => {
  const worker = new EventTarget() as WorkerScope & EventTarget;
  const lines: Channel[] = [];
  onLine(worker, (channel) => lines.push(channel));
  const asker = workerChannel(async ({ id, port }) => {
    worker.dispatchEvent(new MessageEvent('message', { data: id, ports: [port as never] }));
    return async () => true;
  });
  const heard = new Promise((resolve) => asker.onMessage(resolve));
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  const ended = vi.fn();
  lines[0]!.onClose(ended);
  lines[0]!.post('lives');
  expect(await heard).toBe('lives');
  expect(ended).not.toHaveBeenCalled();
  asker.close();
  await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(1));
  await vi.waitFor(() => expect([...locks.held]).toEqual([]));
});
