import { browser } from './browser.ts';
import type { Frame } from './port.ts';

const ID = 'open-tooltip';

/**
 * An entry in the menu of a selection. The browser keeps it, so it is made when the extension is installed or updated;
 * clicks are listened for whenever the background starts.
 */
export function makeContextMenu(title: string): void {
  browser.contextMenus.removeAll().then(
    () => browser.contextMenus.create({ id: ID, title, contexts: ['selection'] }),
    () => {},
  );
}

export function onContextMenu(listener: (frame: Frame) => void): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId, frameId }, tab) => {
    if (menuItemId === ID && tab?.id !== undefined) listener({ tabId: tab.id, frameId: frameId ?? 0 });
  });
}
