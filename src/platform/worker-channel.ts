import type { Channel } from '../messages/channel.ts';

/** A dedicated worker, seen from the page or background that made it. A worker that fails to start or throws at top level counts as closed. */
export function workerChannel(worker: Worker): Channel {
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.addEventListener('message', (event) => listener(event.data)),
    onClose: (listener) =>
      worker.addEventListener(
        'error',
        () => {
          worker.terminate();
          listener();
        },
        { once: true },
      ),
    close: () => worker.terminate(),
  };
}

/** What this needs of a worker's global scope: the DOM library that the other rooms compile with does not name it. */
export interface WorkerScope {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
  close(): void;
}

/** The other end: inside the worker. Its owner never goes away while it lives, so `onClose` never fires. */
export function ownerChannel(scope: WorkerScope): Channel {
  return {
    post: (message) => scope.postMessage(message),
    onMessage: (listener) => scope.addEventListener('message', (event) => listener(event.data)),
    onClose: () => {},
    close: () => scope.close(),
  };
}
