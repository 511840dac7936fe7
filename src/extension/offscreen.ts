import type { Channel } from '../protocol/channel.ts';
import { browser } from './browser.ts';
import { workerChannel } from './worker-channel.ts';

/**
 * The worker as Chrome's background reaches it. A service worker can make no worker, has no threads and ends after 30
 * seconds of rest. The offscreen document makes the worker in its place; it is isolated (manifest:
 * cross_origin_*_policy), so wasm has threads there, and it keeps the model while service workers come and go.
 */
const PAGE = 'offscreen.html';

/** The API that webextension-polyfill does not know yet. */
interface OffscreenApi {
  createDocument(options: { url: string; reasons: readonly string[]; justification: string }): Promise<void>;
}

/** What is used of a service worker's global scope, which the DOM library does not name. */
interface Client {
  readonly id: string;
  readonly url: string;
  postMessage(message: unknown, transfer: Transferable[]): void;
}
interface ServiceWorkerScope {
  readonly clients: { matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<readonly Client[]> };
}

/** How long another service worker's document may take to appear. */
const PATIENCE = { times: 100, milliseconds: 50 };

/** A line to the worker in the offscreen document, which is made when there is none. */
export function offscreenChannel(): Channel {
  return workerChannel(async ({ id: line, port }) => {
    const page = await document();
    page.postMessage(line, [port]);
    return async () => (await pages()).some(({ id }) => id === page.id);
  });
}

async function pages(): Promise<readonly Client[]> {
  const url = browser.runtime.getURL(PAGE);
  const { clients } = globalThis as unknown as ServiceWorkerScope;
  return (await clients.matchAll({ type: 'window', includeUncontrolled: true })).filter((client) => client.url === url);
}

async function document(): Promise<Client> {
  const { offscreen } = browser as unknown as { offscreen: OffscreenApi };
  for (let time = 0; ; time++) {
    const [found] = await pages();
    if (found) return found;
    try {
      await offscreen.createDocument({
        url: PAGE,
        reasons: ['WORKERS'],
        justification: 'Runs the language model in a worker, which a service worker cannot make.',
      });
    } catch (error) {
      // There can be one: the one that a service worker before this asked for is still on its way.
      if (time >= PATIENCE.times) throw error;
      await new Promise((resolve) => setTimeout(resolve, PATIENCE.milliseconds));
    }
  }
}
