import type { Channel } from '../../../src/protocol/channel.ts';

/**
 * Two ends of a line in one process. Messages travel as JSON, as they do over a runtime port, each in a task of its
 * own.
 */
export interface Line {
  readonly near: Channel;
  readonly far: Channel;
  /** Ends the line as when the far side dies: the near side is told, nothing more arrives. */
  kill(): void;
}

export function makeLine(): Line {
  let open = true;
  const end = () => ({ messages: [] as ((message: unknown) => void)[], closes: [] as (() => void)[] });
  const near = end();
  const far = end();
  const deliver = (to: typeof near, message: unknown) => {
    if (!open) throw new Error('Attempting to use a disconnected port object');
    const json = JSON.stringify(message);
    queueMicrotask(() => open && to.messages.forEach((listener) => listener(JSON.parse(json))));
  };
  const channel = (mine: typeof near, other: typeof near): Channel => ({
    post: (message) => deliver(other, message),
    onMessage: (listener) => void mine.messages.push(listener),
    onClose: (listener) => void mine.closes.push(listener),
    close: () => {
      if (!open) return;
      open = false;
      other.closes.forEach((listener) => listener());
    },
  });
  return {
    near: channel(near, far),
    far: channel(far, near),
    kill() {
      open = false;
      near.closes.forEach((listener) => listener());
    },
  };
}
