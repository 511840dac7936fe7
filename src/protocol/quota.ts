import type { Channel } from './channel.ts';
import { failure, type Failure } from './outcome.ts';
import { mapHandlers, serve, type Handler, type Handlers, type Request } from './server.ts';

/**
 * How much one frame and one tab may ask for at once, so that there is room for the others: a page that has taken over
 * its own process can open any number of lines and call on each as often as it likes.
 */

/** What one asker may have under way. Sizes are in UTF-16 units of JSON. */
export interface Limits {
  /** Calls that run, and their size together; more wait their turn. */
  readonly running: number;
  readonly size: number;
  /** Calls that wait, and the size of all that run or wait; more are refused. */
  readonly waiting: number;
  readonly sizeOfAll: number;
}

/** A tooltip asks for half a dozen things at once, of a text of at most 30,000 characters with as many of rubies. */
export const FRAME: Limits = { running: 6, size: 70_000, waiting: 26, sizeOfAll: 300_000 };
export const TAB: Limits = { running: 12, size: 140_000, waiting: 52, sizeOfAll: 600_000 };

/** Lines that a frame and a tab may hold: a content script opens one, the tooltip another. */
export const LINES = { frame: 4, tab: 64 } as const;

/**
 * A frame of which so many calls or lines were refused within so many milliseconds loses all its lines, with what is
 * under way on them, and gets no other for as long.
 */
export const CUT = { refused: 16, milliseconds: 20_000 } as const;

/** Ends a call that was let in. */
export type Leave = () => void;

interface Waiting {
  readonly size: number;
  readonly start: () => void;
}

interface Asker {
  running: number;
  size: number;
  sizeOfAll: number;
  readonly waiting: Set<Waiting>;
}

/** Places for calls, so many for each asker. */
export class Places<K> {
  readonly #limits: Limits;
  readonly #askers = new Map<K, Asker>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /**
   * Resolves when the call may run; null where it is refused. Rejects with the signal's reason when aborted while it
   * waits.
   */
  enter(key: K, size: number, signal: AbortSignal): Promise<Leave> | null {
    const asker = this.#askers.get(key) ?? { running: 0, size: 0, sizeOfAll: 0, waiting: new Set<Waiting>() };
    if (asker.waiting.size >= this.#limits.waiting || asker.sizeOfAll + size > this.#limits.sizeOfAll) return null;
    this.#askers.set(key, asker);
    asker.sizeOfAll += size;
    return new Promise((resolve, reject) => {
      const start = () => {
        signal.removeEventListener('abort', giveUp);
        asker.running++;
        asker.size += size;
        resolve(() => {
          asker.running--;
          asker.size -= size;
          this.#leave(key, asker, size);
        });
      };
      const waiting = { size, start };
      const giveUp = () => {
        asker.waiting.delete(waiting);
        this.#leave(key, asker, size);
        reject(signal.reason as Error);
      };
      asker.waiting.add(waiting);
      signal.addEventListener('abort', giveUp, { once: true });
      this.#startNext(asker);
    });
  }

  #leave(key: K, asker: Asker, size: number): void {
    asker.sizeOfAll -= size;
    this.#startNext(asker);
    if (asker.running === 0 && asker.waiting.size === 0) this.#askers.delete(key);
  }

  /** Starts who waits longest, and so on. One call alone may be of any size. */
  #startNext(asker: Asker): void {
    for (const next of asker.waiting) {
      const fits = asker.running < this.#limits.running && asker.size + next.size <= this.#limits.size;
      if (!fits && asker.running > 0) return;
      asker.waiting.delete(next);
      next.start();
    }
  }
}

/** The lines that are open. */
export class Lines<K> {
  readonly #open = new Map<K, Map<K, Set<() => void>>>();
  readonly #onExcess: (tab: K, frame: K) => void;

  /** @param onExcess Called when a frame has opened more than it may have. */
  constructor(onExcess: (tab: K, frame: K) => void = () => {}) {
    this.#onExcess = onExcess;
  }

  /**
   * Counts a line in; where a frame or its tab has too many, the oldest one is closed, in a tab one of the frame that
   * has most.
   * @param close Closes this line.
   * @returns To be called when it is closed, by whomever.
   */
  add(tab: K, frame: K, close: () => void): () => void {
    const frames = this.#open.get(tab) ?? new Map<K, Set<() => void>>();
    this.#open.set(tab, frames);
    const lines = frames.get(frame) ?? new Set();
    frames.set(frame, lines);
    const end = () => {
      remove();
      close();
    };
    const remove = () => {
      lines.delete(end);
      if (lines.size === 0 && frames.get(frame) === lines) frames.delete(frame);
      if (frames.size === 0 && this.#open.get(tab) === frames) this.#open.delete(tab);
    };
    lines.add(end);
    const all = [...frames.values()];
    if (lines.size > LINES.frame) {
      closeOldest(lines);
      this.#onExcess(tab, frame);
    } else if (all.reduce((sum, { size }) => sum + size, 0) > LINES.tab)
      closeOldest(all.reduce((most, one) => (one.size > most.size ? one : most)));
    return remove;
  }

  /** Closes all lines of a frame. */
  closeAll(tab: K, frame: K): void {
    for (const end of [...(this.#open.get(tab)?.get(frame) ?? [])]) end();
  }
}

function closeOldest(lines: Set<() => void>): void {
  const [oldest] = lines;
  oldest?.();
}

/** Frame and tab that a page's line comes from. */
export interface PageAddress {
  readonly tab: string;
  readonly frame: string;
}

/** Serves lines of pages as `serve` does, each within the limits of its frame and of its tab. */
export function pageServer(
  toFailure: (error: unknown) => Failure,
): (channel: Channel, handlers: Handlers, address: PageAddress) => void {
  const onRefused = (tab: string, frame: string) => {
    const now = Date.now();
    const before = refused.get(frame);
    const recent = before && now - before.since < CUT.milliseconds ? before : { count: 0, since: now };
    refused.set(frame, { ...recent, count: recent.count + 1 });
    for (const [other, { since }] of refused) if (now - since >= CUT.milliseconds) refused.delete(other);
    if (recent.count + 1 < CUT.refused) return;
    refused.delete(frame);
    cut.set(frame, now + CUT.milliseconds);
    lines.closeAll(tab, frame);
  };
  const lines = new Lines(onRefused);
  const frames = new Places<string>(FRAME);
  const tabs = new Places<string>(TAB);
  /** How often frames were refused something, and since when, in milliseconds since 1970. */
  const refused = new Map<string, { readonly count: number; readonly since: number }>();
  /** Frames that get no line, and until when, in milliseconds since 1970. */
  const cut = new Map<string, number>();
  return (channel, handlers, { tab, frame }) => {
    if ((cut.get(frame) ?? 0) > Date.now()) return channel.close();
    cut.delete(frame);
    const enter = async (size: number, signal: AbortSignal): Promise<Leave | null> => {
      const own = await frames.enter(frame, size, signal);
      if (!own) return null;
      const shared = await tabs.enter(tab, size, signal)?.catch((error: unknown) => {
        own();
        throw error;
      });
      if (!shared) own();
      return shared
        ? () => {
            shared();
            own();
          }
        : null;
    };
    const refuse = () => onRefused(tab, frame);
    const limited = mapHandlers(handlers, (handler, method) =>
      // What needs the turn of a press waits for nothing.
      method === 'openPanel' ? handler : inPlace(handler, enter, refuse),
    );
    let gone = () => {};
    const line: Channel = {
      ...channel,
      close() {
        gone();
        channel.close();
      },
    };
    channel.onClose(() => gone());
    const end = serve(line, 'page', limited, toFailure, Infinity, refuse);
    gone = lines.add(tab, frame, end);
  };
}

/** A handler that runs when there is a place for it. */
const inPlace =
  (
    handler: Handler,
    enter: (size: number, signal: AbortSignal) => Promise<Leave | null>,
    onRefused: () => void,
  ): Handler =>
  async (params, request) => {
    const leave = await enter(JSON.stringify(params).length, (request as Request).signal);
    if (!leave) {
      onRefused();
      return failure('refused', 'too many calls at once');
    }
    try {
      return await handler(params, request);
    } finally {
      leave();
    }
  };
