import { parseSettings, type Settings } from '../protocol/settings.ts';
import { browser } from '../extension/browser.ts';

const KEY = 'settings';

/** The settings, with the defaults for what was never set or cannot be read. */
export async function readSettings(): Promise<Settings> {
  return parseSettings((await browser.storage.local.get(KEY))[KEY]);
}

/** Ends with the last change: reading and writing take turns, and what changes in between would be written back. */
let changing: Promise<void> = Promise.resolve();

/** Changes some fields and leaves the others. */
export function changeSettings(changes: Partial<Settings>): Promise<void> {
  const change = async () => browser.storage.local.set({ [KEY]: { ...(await readSettings()), ...changes } });
  const changed = changing.then(change);
  changing = changed.catch(() => {});
  return changed;
}

/** Calls `listener` whenever they change, from whichever page. Returns what ends that. */
export function onSettingsChange(listener: (settings: Settings) => void): () => void {
  const onChanged: Parameters<typeof browser.storage.local.onChanged.addListener>[0] = (changes) => {
    if (KEY in changes) listener(parseSettings(changes[KEY]?.newValue));
  };
  browser.storage.local.onChanged.addListener(onChanged);
  return () => {
    try {
      browser.storage.local.onChanged.removeListener(onChanged);
    } catch {
      // The extension was reloaded or removed under this script: nobody is heard any more.
    }
  };
}
