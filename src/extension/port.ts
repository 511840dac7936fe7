import type { Runtime } from 'webextension-polyfill';
import type { Channel } from '../protocol/channel.ts';
import type { Caller } from '../protocol/server.ts';
import { browser } from './browser.ts';
import type { OwnWindow } from './panel.ts';

/** A runtime port as a channel. */
function portChannel(port: Runtime.Port): Channel {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.onMessage.addListener((message) => listener(message)),
    onClose: (listener) => port.onDisconnect.addListener(() => listener()),
    close() {
      try {
        port.disconnect();
      } catch {
        // The extension was reloaded or removed under this script, and the line with it.
      }
    },
  };
}

/** What a surface of ours that is in no tab says of its window. */
const ORDINARY = 'ordinary window';

/**
 * Opens a line to the background, waking it if need be. Throws once the extension was reloaded or removed under this
 * page.
 * @param own The window of a surface of ours that is in no tab, the popup or the panel: nobody but itself knows it.
 */
export function connect(own?: OwnWindow): Channel {
  return portChannel(browser.runtime.connect(own && !own.private ? { name: ORDINARY } : {}));
}

/**
 * Whether the extension was reloaded, updated or removed under this page: its scripts live on, but reach nothing any
 * more.
 */
export function isOrphan(): boolean {
  return browser.runtime?.id === undefined;
}

/** Whether this page, or the one a content script is in, belongs to a private window. */
export const inPrivateWindow = (): boolean => browser.extension.inIncognitoContext === true;

/** The frame a content script runs in. */
export interface Frame {
  readonly tabId: number;
  readonly frameId: number;
}

export interface Connection {
  readonly channel: Channel;
  readonly caller: Caller;
  /** Null for our own pages outside a tab (the popup). */
  readonly frame: Frame | null;
  /** Nothing of a private window may be kept. */
  readonly private: boolean;
}

/**
 * Calls `listener` for each surface that connects. Must run synchronously when the background starts: an event that
 * woke it is lost otherwise. A port of another extension never gets here (`onConnectExternal` is not listened to); the
 * sender's id is checked all the same.
 */
export function onConnect(listener: (connection: Connection) => void): void {
  const ownOrigin = browser.runtime.getURL('');
  browser.runtime.onConnect.addListener((port) => {
    const sender = port.sender;
    if (!sender || sender.id !== browser.runtime.id) {
      port.disconnect();
      return;
    }
    listener({
      channel: portChannel(port),
      // `url` is set by the browser, not by the sender.
      caller: sender.url?.startsWith(ownOrigin) ? 'extension' : 'page',
      frame: sender.tab?.id === undefined ? null : { tabId: sender.tab.id, frameId: sender.frameId ?? 0 },
      // Whoever does not say is taken for private.
      private: sender.tab?.incognito ?? port.name !== ORDINARY,
    });
  });
}
