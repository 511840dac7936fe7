/**
 * Which model is used, and where, is kept in the private file system; that it changed is announced on a broadcast channel. Service workers, pages and
 * workers of both browsers share these two without the extension API, so whoever answers learns of a choice wherever it runs.
 */
const CHANNEL = 'models';

/** Tells whoever answers, wherever it runs, that another model is chosen or the chosen one is another. */
export function announceChange(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  channel.close();
}

/** Calls `listener` whenever somebody announces a change, for as long as this context lives. */
export const onChange = (listener: () => void): void =>
  new BroadcastChannel(CHANNEL).addEventListener('message', listener);
