import { startWorker, type OwnedWorker } from './worker-channel.ts';

/**
 * Inside the offscreen document: hands each service worker's line to the worker. A broken worker is replaced; with any
 * other this goes too.
 * @param onStuck Called before the worker is replaced because it hangs, with what it was at.
 */
export function hostWorker(script: string, onStuck: (what: string) => Promise<void>): void {
  let worker: OwnedWorker | null = null;
  const running = (): OwnedWorker =>
    (worker ??= startWorker(
      script,
      (why) => {
        worker = null;
        if (why !== 'broken') window.close();
      },
      onStuck,
    ));
  running();
  navigator.serviceWorker.addEventListener('message', ({ data, ports }) => {
    for (const port of ports) running().connect({ id: String(data), port });
  });
  navigator.serviceWorker.startMessages();
}
