/** Messages that end a turn of the event loop, and who waits for that; made when first used. */
let turns: { readonly port: MessagePort; readonly waiting: (() => void)[] } | undefined;

function open(): NonNullable<typeof turns> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return { port: port2, waiting };
}

/**
 * A turn of the event loop, for work that holds its thread: what has arrived meanwhile is heard, that a caller gives
 * up, or that another is in a hurry. Not `scheduler.yield`, whose continuation goes before the messages that wait. In
 * Node nobody else is there to speak.
 */
export function yieldTurn(): Promise<void> {
  if (!('WorkerGlobalScope' in globalThis)) return Promise.resolve();
  const { port, waiting } = (turns ??= open());
  return new Promise((resolve) => {
    waiting.push(resolve);
    port.postMessage(null);
  });
}
