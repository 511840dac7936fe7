import { defaultSettings, parseSettings, type Settings } from '../protocol/settings.ts';
import { browser } from '../extension/browser.ts';

/**
 * Before the name of each field, which is kept by itself: who changes one, in a page of ours or any other, writes no
 * other.
 */
const PREFIX = 'settings.';
const keys = Object.keys(defaultSettings).map((field) => PREFIX + field);
const nameOf = (key: string) => key.slice(PREFIX.length) as keyof Settings;
/** Where versions before kept them all, as one object. */
const FORMER = 'settings';

/** The settings, with the defaults for what was never set or cannot be read. */
export async function readSettings(): Promise<Settings> {
  const { [FORMER]: former, ...kept } = await browser.storage.local.get([FORMER, ...keys]);
  return parseSettings({
    ...(typeof former === 'object' ? former : null),
    ...Object.fromEntries(Object.entries(kept).map(([key, value]) => [nameOf(key), value])),
  });
}

/** Changes some fields and leaves the others. */
export async function changeSettings(changes: Partial<Settings>): Promise<void> {
  await browser.storage.local.set(
    Object.fromEntries(Object.entries(changes).map(([field, value]) => [PREFIX + field, value])),
  );
}

/** Keeps each field by itself where they are one object still. */
export async function takeOverSettings(): Promise<void> {
  const kept = await browser.storage.local.get([FORMER]);
  if (!(FORMER in kept)) return;
  await changeSettings(await readSettings());
  await browser.storage.local.remove([FORMER]);
}

/** Erases the settings, but that no recent texts are to be kept: who wanted none would have them kept from then on. */
export async function eraseSettings(): Promise<void> {
  await takeOverSettings();
  const kept = await browser.storage.local.get(null);
  const isRefusal = (key: string) => key === `${PREFIX}history` && kept[key] === false;
  // Not all and then this one again: in between a text could be kept.
  await browser.storage.local.remove(Object.keys(kept).filter((key) => !isRefusal(key)));
}

/** Calls `listener` with the fields that have changed, from whichever page. Returns what ends that. */
export function onSettingsChange(listener: (changes: Partial<Settings>) => void): () => void {
  const onChanged: Parameters<typeof browser.storage.local.onChanged.addListener>[0] = (changes) => {
    const changed = keys.filter((key) => key in changes).map((key) => [nameOf(key), changes[key]!.newValue] as const);
    if (changed.length === 0) return;
    const settings = parseSettings(Object.fromEntries(changed));
    listener(Object.fromEntries(changed.map(([field]) => [field, settings[field]])));
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
