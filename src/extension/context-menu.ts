import { browser } from './browser.ts';
import type { Frame } from './port.ts';

/** What an entry is shown for: a selection, or a field that can be written in. */
const entries = { tooltip: ['open-tooltip', 'selection'], writing: ['check-writing', 'editable'] } as const;
type Entry = keyof typeof entries;
const names = Object.keys(entries) as Entry[];

/**
 * The browser keeps its menu's entries, so they are made when the extension is installed or updated, and when the
 * browser starts, whose language may be another by then; clicks are listened for whenever the background starts.
 */
export function makeContextMenu(titles: Readonly<Record<Entry, string>>): void {
  browser.contextMenus.removeAll().then(
    () => {
      for (const name of names)
        browser.contextMenus.create({ id: entries[name][0], title: titles[name], contexts: [entries[name][1]] });
    },
    () => {},
  );
}

/**
 * Calls the listener of the entry that was chosen, with the frame it was chosen in. Registered synchronously when the
 * background starts.
 */
export function onContextMenu(listeners: Readonly<Record<Entry, (frame: Frame) => void>>): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId, frameId }, tab) => {
    const name = names.find((each) => entries[each][0] === menuItemId);
    if (name && tab?.id !== undefined) listeners[name]({ tabId: tab.id, frameId: frameId ?? 0 });
  });
}
