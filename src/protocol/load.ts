import type { Channel } from './channel.ts';
import { failure, type Failure } from './outcome.ts';
import { mapHandlers, serve, type Handler, type Handlers, type Request } from './server.ts';

/**
 * How much one frame and one tab may ask for at once, so that there is room for the others: a page that has taken over its own process can open any
 * number of lines and call on each as often as it likes.
 */

/** What one asker may have under way. */
export interface Limits {
  /** Calls that run; more wait their turn. */
  readonly running: number;
  /** Calls that wait; more are refused. */
  readonly waiting: number;
  /** UTF-16 units of JSON of all of them. */
  readonly units: number;
}

/** A tooltip asks for half a dozen things at once, of a text of at most 30,000 characters with as many of rubies. */
export const FRAME: Limits = { running: 6, waiting: 26, units: 1_000_000 };
export const TAB: Limits = { running: 12, waiting: 52, units: 2_000_000 };

/** Lines that a frame and a tab may hold: a content script opens one, the tooltip another. */
export const LINES = { frame: 4, tab: 64 } as const;

/** Ends a call that was let in. */
export type Leave = () => void;

interface Asker {
  running: number;
  units: number;
  readonly waiting: Set<() => void>;
}

/** Places for calls, so many for each asker. */
export class Places<K> {
  readonly #limits: Limits;
  readonly #askers = new Map<K, Asker>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Resolves when the call may run; null where it is refused. Rejects with the signal's reason when aborted while it waits. */
  enter(key: K, units: number, signal: AbortSignal): Promise<Leave> | null {
    const asker = this.#askers.get(key) ?? { running: 0, units: 0, waiting: new Set() };
    const { running, waiting, units: most } = this.#limits;
    if (asker.waiting.size >= waiting || asker.units + units > most) return null;
    this.#askers.set(key, asker);
    asker.units += units;
    const leave = (ran: boolean) => {
      asker.units -= units;
      if (ran) asker.running--;
      const [next] = asker.waiting;
      if (ran && next) next();
      else if (asker.running === 0 && asker.waiting.size === 0) this.#askers.delete(key);
    };
    return new Promise((resolve, reject) => {
      const start = () => {
        asker.waiting.delete(start);
        signal.removeEventListener('abort', giveUp);
        asker.running++;
        resolve(() => leave(true));
      };
      const giveUp = () => {
        asker.waiting.delete(start);
        leave(false);
        reject(signal.reason as Error);
      };
      if (asker.running < running) return start();
      asker.waiting.add(start);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }
}

/** The lines that are open. */
export class Lines<K> {
  readonly #open = new Map<K, Map<K, Set<() => void>>>();

  /**
   * Counts a line in; where a frame or its tab has too many, the oldest one is closed, in a tab one of the frame that has most.
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
    if (lines.size > LINES.frame) closeOldest(lines);
    else if (all.reduce((sum, { size }) => sum + size, 0) > LINES.tab)
      closeOldest(all.reduce((most, one) => (one.size > most.size ? one : most)));
    return remove;
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
  const lines = new Lines<string>();
  const frames = new Places<string>(FRAME);
  const tabs = new Places<string>(TAB);
  return (channel, handlers, { tab, frame }) => {
    const enter = async (units: number, signal: AbortSignal): Promise<Leave | null> => {
      const own = await frames.enter(frame, units, signal);
      if (!own) return null;
      const shared = await tabs.enter(tab, units, signal)?.catch((error: unknown) => {
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
    const limited = mapHandlers(handlers, (handler, method) =>
      // What needs the turn of a press waits for nothing.
      method === 'openPanel' ? handler : inPlace(handler, enter),
    );
    const gone = lines.add(tab, frame, () => end());
    const line: Channel = {
      ...channel,
      close() {
        gone();
        channel.close();
      },
    };
    channel.onClose(gone);
    const end = serve(line, 'page', limited, toFailure);
  };
}

/** A handler that runs when there is a place for it. */
const inPlace =
  (handler: Handler, enter: (units: number, signal: AbortSignal) => Promise<Leave | null>): Handler =>
  async (params, request) => {
    const leave = await enter(JSON.stringify(params).length, (request as Request).signal);
    if (!leave) return failure('refused', 'too many calls at once');
    try {
      return await handler(params, request);
    } finally {
      leave();
    }
  };
