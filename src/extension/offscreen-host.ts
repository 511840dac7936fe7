import { startWorker, type OwnedWorker } from './worker-channel.ts';

/** Inside the offscreen document: hands each service worker's line to the worker. A broken worker is replaced; with any other this goes too. */
export function hostWorker(script: string): void {
  let worker: OwnedWorker | null = null;
  const running = (): OwnedWorker =>
    (worker ??= startWorker(script, (why) => {
      worker = null;
      if (why !== 'broken') window.close();
    }));
  running();
  navigator.serviceWorker.addEventListener('message', ({ data, ports }) => {
    for (const port of ports) running().connect({ id: String(data), port });
  });
  navigator.serviceWorker.startMessages();
}
