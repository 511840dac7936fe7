import { browser } from './browser.ts';

/** Registered synchronously when the background starts: an event that woke it is lost otherwise. */
export function onInstalled(listener: () => void): void {
  browser.runtime.onInstalled.addListener(listener);
}

/** The keyboard shortcuts of the manifest; `tabId` is the tab the user was in. */
export function onCommand(listener: (command: string, tabId: number) => void): void {
  browser.commands.onCommand.addListener((command, tab) => {
    if (tab?.id !== undefined) listener(command, tab.id);
  });
}
