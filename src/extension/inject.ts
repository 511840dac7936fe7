import { browser } from './browser.ts';
import type { Frame } from './port.ts';

/** A page may be read long before all of it has arrived: nothing of ours waits for that. */
const AT_ONCE = { injectImmediately: true } as const;

/**
 * Runs one of our scripts in a frame's isolated world. Rejects where the browser allows no scripts (its own pages, the
 * stores).
 */
export async function injectScript(file: string, { tabId, frameId }: Frame): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, files: [file], ...AT_ONCE });
}

/**
 * Puts the content script into every page that was open before the extension was installed, updated or turned on, so
 * that no page needs a reload. Pages that allow no scripts are passed over.
 * @param isThere Whether a frame has it already; travels as `run` does below.
 */
export async function injectIntoOpenTabs(file: string, isThere: () => boolean): Promise<void> {
  const tabs = await browser.tabs.query({});
  await Promise.allSettled(
    tabs.map(async ({ id: tabId, discarded }) => {
      if (tabId === undefined || discarded) return;
      const all = { tabId, allFrames: true };
      const frames = await browser.scripting.executeScript({ target: all, func: isThere, ...AT_ONCE });
      const frameIds = frames.filter(({ result }) => result !== true).map(({ frameId }) => frameId);
      // One call for several of them fails for all where one is gone by now.
      await Promise.allSettled(frameIds.map((frameId) => injectScript(file, { tabId, frameId })));
    }),
  );
}

/**
 * Calls `run` in one frame of a tab, or in all of them; frames without our content script, and pages that allow no
 * scripts, are passed over. `run` travels as text: it sees the frame's globals and nothing of the code around it.
 * @returns Whether it returned true in any frame.
 */
export async function runInTab<Args extends readonly (string | number)[]>(
  { tabId, frameId }: { readonly tabId: number; readonly frameId?: number },
  run: (...args: Args) => boolean | Promise<boolean>,
  ...args: Args
): Promise<boolean> {
  const target = frameId === undefined ? { tabId, allFrames: true } : { tabId, frameIds: [frameId] };
  const results = await browser.scripting
    .executeScript({ target, func: run as () => unknown, args: [...args], ...AT_ONCE })
    .catch(() => []);
  return results.some(({ result }) => result === true);
}
