import { browser } from './browser.ts';

/** Registered synchronously when the background starts: an event that woke it is lost otherwise. */
export function onInstalled(listener: (reason: 'install' | 'update' | 'other') => void): void {
  browser.runtime.onInstalled.addListener(({ reason }) =>
    listener(reason === 'install' || reason === 'update' ? reason : 'other'),
  );
}

/** The browser has started. Registered synchronously, as above. */
export function onStartup(listener: () => void): void {
  browser.runtime.onStartup.addListener(listener);
}

/** Opens one of our own pages in a new tab. */
export async function openPage(file: string): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(file) });
}

/** Opens the toolbar popup, or its page in a tab where the browser opens none for a shortcut. */
export async function openPopup(): Promise<void> {
  await browser.action.openPopup().catch(() => openPage('popup.html'));
}

/** The keyboard shortcuts of the manifest; `tabId` is the tab the user was in. */
export function onCommand(listener: (command: string, tabId: number) => void): void {
  browser.commands.onCommand.addListener((command, tab) => {
    if (tab?.id !== undefined) listener(command, tab.id);
  });
}
