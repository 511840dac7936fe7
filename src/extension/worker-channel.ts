import type { Channel } from '../protocol/channel.ts';

/**
 * A worker, the engine's or the model store's, from both sides. Who wants something of it makes a pair of ports and sends it one: the same whether the other port
 * stays with the worker's owner or goes to a service worker, which can make no worker itself. Ports do not tell reliably when the context at
 * the other end is gone (Chromium 156 says nothing when a document dies with its worker); locks do: the browser releases what a context held.
 */

/** The locks of a line: each end holds its own as long as it lives. */
const locks = (line: string) => ({ asker: `${line}-asker`, worker: `${line}-worker` });

/** How long a worker may take to start, and how often one looks. */
const START = { milliseconds: 30_000, every: 50 };

/** Holds a lock until `end`, or until this context ends; resolves once it is held. */
function hold(name: string, end: Promise<void> = new Promise(() => {})): Promise<void> {
  return new Promise((resolve) => {
    void navigator.locks.request(name, () => {
      resolve();
      return end;
    });
  });
}

/** Whether anybody holds the lock. */
async function holds(name: string): Promise<boolean> {
  return (await navigator.locks.query()).held?.some((lock) => lock.name === name) ?? false;
}

/** Resolves when nobody holds the lock any more. */
async function released(name: string, signal?: AbortSignal): Promise<void> {
  await navigator.locks.request(name, signal ? { signal } : {}, () => {});
}

/** Resolves when the worker at the other end of a line is gone, or never started. Rejects when aborted. */
async function workerGone(line: string, ownerLives: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  const { worker } = locks(line);
  const end = Date.now() + START.milliseconds;
  while (!(await holds(worker))) {
    signal.throwIfAborted();
    if (Date.now() > end || !(await ownerLives())) return;
    await new Promise((resolve) => setTimeout(resolve, START.every));
  }
  await released(worker, signal);
}

function portChannel(port: MessagePort, gone: Promise<void>): Channel {
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      port.addEventListener('message', ({ data }) => listener(data));
      port.start();
    },
    onClose: (listener) => void gone.then(listener, () => {}),
    close: () => port.close(),
  };
}

/** What a worker's owner is sent for it. */
interface Line {
  readonly id: string;
  readonly port: MessagePort;
}

/**
 * A line to the worker. What is posted before it has started arrives later.
 * @param reach Takes the line to the worker's owner, and returns how to see whether that one is still there while the worker starts.
 */
export function workerChannel(reach: (line: Line) => Promise<() => Promise<boolean>>): Channel {
  const { port1, port2 } = new MessageChannel();
  const id = crypto.randomUUID();
  const closed = new AbortController();
  const gone = (async () => {
    await hold(locks(id).asker);
    await workerGone(id, await reach({ id, port: port2 }), closed.signal);
  })();
  const channel = portChannel(
    port1,
    gone.catch(() => (closed.signal.aborted ? new Promise<never>(() => {}) : undefined)),
  );
  return {
    ...channel,
    close() {
      closed.abort();
      channel.close();
    },
  };
}

/** Why a worker ended: nobody needed it; it is broken, and another is to take its place; or it could not even start. */
export type WorkerEnd = 'rest' | 'broken' | 'failed';

/** A worker, seen by the page that made it. */
export interface OwnedWorker {
  connect(line: Line): void;
  terminate(): void;
}

/** Starts a worker. @param script Of the package. @param onEnd Called once, when it is gone. */
export function startWorker(script: string, onEnd: (why: WorkerEnd) => void): OwnedWorker {
  const worker = new Worker(script, { type: 'module' });
  const ended = new AbortController();
  const end = (why: WorkerEnd) => {
    if (ended.signal.aborted) return;
    ended.abort();
    worker.terminate();
    onEnd(why);
  };
  // A line on which nobody asks anything: it tells when the worker is gone.
  const id = crypto.randomUUID();
  worker.postMessage(id);
  workerGone(id, async () => true, ended.signal).then(
    () => end('broken'),
    () => {},
  );
  // An error that nobody caught: one that has started is replaced.
  const failed = async () => end((await holds(locks(id).worker)) ? 'broken' : 'failed');
  worker.addEventListener('error', () => void failed(), { signal: ended.signal, once: true });
  // The worker says one thing to its owner, and only once: that it wants to be ended.
  worker.addEventListener('message', ({ data }) => end(data === 'rest' ? 'rest' : 'broken'), { signal: ended.signal });
  return {
    connect: ({ id: line, port }) => worker.postMessage(line, [port]),
    terminate() {
      ended.abort();
      worker.terminate();
    },
  };
}

/** A line to a worker of this page's own. */
export function ownWorkerChannel(script: string): Channel {
  let lives = true;
  const worker = startWorker(script, () => (lives = false));
  const channel = workerChannel(async (line) => {
    worker.connect(line);
    return async () => lives;
  });
  return {
    ...channel,
    close() {
      channel.close();
      worker.terminate();
    },
  };
}

/** What this needs of a worker's global scope: the DOM library that the other rooms compile with does not name it. */
export interface WorkerScope {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
}

/** Inside the worker: calls `listener` for each line that its owner hands in. */
export function onLine(scope: WorkerScope, listener: (channel: Channel) => void): void {
  scope.addEventListener('message', ({ data, ports: [port] }) => {
    const { asker, worker } = locks(String(data));
    if (!port) return void hold(worker);
    const gone = released(asker);
    void hold(worker, gone);
    listener(portChannel(port, gone));
  });
}

/** Inside the worker: asks to be ended. */
export function endWorker(scope: WorkerScope, why: WorkerEnd): void {
  scope.postMessage(why);
}
