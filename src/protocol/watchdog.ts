/**
 * What tells a worker that hangs from one that works: it says what it is at before it begins with something that others
 * wrote (a model's own tokenizer, its graph), and is asked for a sign of life until it has ended.
 */

/** Something a worker is at. */
export interface Section {
  readonly id: number;
  readonly what: string;
  /** For how long the worker may give no sign of life meanwhile. */
  readonly seconds: number;
}

/** What a worker is at while it adds a dictionary; a model is named by itself, and no name is empty. */
export const DICTIONARY = '';

/**
 * Runs work that may hang. A worker that gives no sign of life for `seconds` seconds is ended, and `what` is to blame.
 */
export type Watch = <T>(what: string, seconds: number, work: () => T) => T;

/** For places that nobody watches. */
export const runUnwatched: Watch = (_what, _seconds, work) => work();

/** Inside the worker. @param began Tells the owner; @param ended too, with the section's id. */
export function createWatch(began: (section: Section) => void, ended: (id: number) => void): Watch {
  let lastId = 0;
  return (what, seconds, work) => {
    const id = ++lastId;
    began({ id, what, seconds });
    let result;
    try {
      result = work();
    } catch (error) {
      ended(id);
      throw error;
    }
    const end = () => ended(id);
    if (result instanceof Promise) result.then(end, end);
    else end();
    return result;
  };
}

/** The owner's side. */
export interface Watchdog {
  begin(section: Section): void;
  end(id: number): void;
  /** The worker has given a sign of life. */
  hear(): void;
  stop(): void;
}

/** Seconds are counted by looking, not by the clock: a machine may have slept. */
const LOOK = 1_000;

/**
 * Watches over a worker while it is at something.
 * @param ask Asks the worker for a sign of life.
 * @param onStuck Called once, with what the worker hangs in.
 */
export function watchdog(ask: () => void, onStuck: (what: string) => void): Watchdog {
  const sections = new Map<number, Section>();
  let silent = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
    sections.clear();
  };
  const look = () => {
    silent++;
    const stuck = [...sections.values()].find(({ seconds }) => silent >= seconds);
    if (!stuck) {
      timer = setTimeout(look, LOOK);
      return ask();
    }
    stop();
    onStuck(stuck.what);
  };
  return {
    begin(section) {
      sections.set(section.id, section);
      silent = 0;
      timer ??= setTimeout(look, LOOK);
    },
    end(id) {
      sections.delete(id);
      silent = 0;
      if (sections.size === 0) stop();
    },
    hear: () => void (silent = 0),
    stop,
  };
}
