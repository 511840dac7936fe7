import * as v from 'valibot';
import type { Channel } from '../protocol/channel.ts';
import type { Failure } from '../protocol/outcome.ts';
import { createWatch, watchdog, type Watch } from '../protocol/watchdog.ts';

/**
 * A worker, the engine's or the model store's, from both sides. Who wants something of it makes a pair of ports and
 * sends it one: the same whether the other port stays with the worker's owner or goes to a service worker, which can
 * make no worker itself. Ports do not tell reliably when the context at the other end is gone (Chromium 156 says
 * nothing when a document dies with its worker); locks do: the browser releases what a context held.
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
async function waitForRelease(name: string, signal?: AbortSignal): Promise<void> {
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
  await waitForRelease(worker, signal);
}

function portChannel(port: MessagePort, gone: Promise<void>): Channel {
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      port.addEventListener('message', ({ data }) => listener(data));
      port.start();
    },
    onClose: (listener) =>
      void gone.then(
        () => listener(),
        () => {},
      ),
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
 * @param reach Takes the line to the worker's owner, and returns how to see whether that one is still there while the
 * worker starts.
 */
export function workerChannel(reach: (line: Line) => Promise<() => Promise<boolean>>): Channel {
  const { port1, port2 } = new MessageChannel();
  const id = crypto.randomUUID();
  const closed = new AbortController();
  // The worker ends what was asked on a line that is closed.
  const end = new Promise<void>((resolve) => closed.signal.addEventListener('abort', () => resolve()));
  const gone = (async () => {
    await hold(locks(id).asker, end);
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

/**
 * Why a worker ended: nobody needed it; it is broken or hung, and another is to take its place; or it could not even
 * start.
 */
export type WorkerEnd = 'rest' | 'broken' | 'failed';

/** What a worker says to its owner: that it wants to be ended, what it is at, and that it lives. */
const Said = v.variant('kind', [
  v.object({ kind: v.literal('end'), why: v.picklist(['rest', 'broken']) }),
  v.object({ kind: v.literal('began'), id: v.number(), what: v.string(), seconds: v.number() }),
  v.object({ kind: v.literal('ended'), id: v.number() }),
  v.object({ kind: v.literal('lives') }),
]);
type Said = v.InferOutput<typeof Said>;

/** What an owner asks of a worker without a line. */
const ASK = 'lives?';

/** A worker, seen by the page that made it. */
export interface OwnedWorker {
  connect(line: Line): void;
  terminate(): void;
}

/**
 * Starts a worker.
 * @param script Of the package.
 * @param onEnd Called once, when it is gone.
 * @param onStuck Called before that when it hangs, with what it was at; the worker is ended when this is done.
 */
export function startWorker(
  script: string,
  onEnd: (why: WorkerEnd) => void,
  onStuck: (what: string) => Promise<void> = async () => {},
): OwnedWorker {
  const worker = new Worker(script, { type: 'module' });
  const ended = new AbortController();
  const end = (why: WorkerEnd) => {
    if (ended.signal.aborted) return;
    ended.abort();
    dog.stop();
    worker.terminate();
    onEnd(why);
  };
  const dog = watchdog(
    () => worker.postMessage(ASK),
    (what) =>
      void onStuck(what)
        .catch(() => {})
        .then(() => end('broken')),
  );
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
  worker.addEventListener(
    'message',
    ({ data }) => {
      const said = v.safeParse(Said, data);
      if (!said.success) return;
      const { output } = said;
      dog.hear();
      if (output.kind === 'end') end(output.why);
      if (output.kind === 'began') dog.begin(output);
      if (output.kind === 'ended') dog.end(output.id);
    },
    { signal: ended.signal },
  );
  return {
    connect: ({ id: line, port }) => worker.postMessage(line, [port]),
    terminate() {
      ended.abort();
      dog.stop();
      worker.terminate();
    },
  };
}

/**
 * A line to a worker of this page's own.
 * @param onStuck Called when the worker hangs, with what it was at. What it returns is the answer to all that is under
 * way; where that is nothing, the next worker is asked.
 */
export function ownWorkerChannel(
  script: string,
  onStuck: (what: string) => Promise<Failure | void> = async () => {},
): Channel {
  let lives = true;
  let why: Failure | void;
  const worker = startWorker(
    script,
    () => (lives = false),
    async (what) => void (why = await onStuck(what)),
  );
  const channel = workerChannel(async (line) => {
    worker.connect(line);
    return async () => lives;
  });
  return {
    ...channel,
    onClose: (listener) => channel.onClose(() => listener(why ?? undefined)),
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
    if (data === ASK) return say(scope, { kind: 'lives' });
    const { asker, worker } = locks(String(data));
    if (!port) return void hold(worker);
    const gone = waitForRelease(asker);
    void hold(worker, gone);
    listener(portChannel(port, gone));
  });
}

const say = (scope: WorkerScope, said: Said): void => scope.postMessage(said);

/** Inside the worker: asks to be ended. */
export const endWorker = (scope: WorkerScope, why: 'rest' | 'broken'): void => say(scope, { kind: 'end', why });

/** Inside the worker: has its owner watch over what may hang. */
export const watchOf = (scope: WorkerScope): Watch =>
  createWatch(
    (section) => say(scope, { kind: 'began', ...section }),
    (id) => say(scope, { kind: 'ended', id }),
  );
