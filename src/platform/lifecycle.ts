import { browser } from './browser.ts';

/** Registered synchronously when the background starts: an event that woke it is lost otherwise. */
export function onInstalled(listener: (reason: 'install' | 'update' | 'other') => void): void {
  browser.runtime.onInstalled.addListener(({ reason }) => listener(reason === 'install' || reason === 'update' ? reason : 'other'));
}

/** Opens one of our own pages in a new tab. */
export async function openPage(file: string): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(file) });
}

/** The keyboard shortcuts of the manifest; `tabId` is the tab the user was in. */
export function onCommand(listener: (command: string, tabId: number) => void): void {
  browser.commands.onCommand.addListener((command, tab) => {
    if (tab?.id !== undefined) listener(command, tab.id);
  });
}
