import { createClient } from '../protocol/client.ts';
import { hints } from '../protocol/protocol.ts';
import { connect, isOrphan } from '../extension/port.ts';
import { openShadowRoot } from '../extension/shadow.ts';
import { translate } from '../extension/translate.ts';
import { hearFirst } from '../selection/first.ts';
import { writtenIn } from '../selection/written.ts';
import { changeSettings, onSettingsChange, readSettings } from '../storage/settings.ts';
import { liveSettings } from '../view/shared/settings.ts';
import { watchWriting, type Writing } from '../view/writing/writing.ts';
import './tooltip-global.ts';

/** Injected by the background into a frame where the user wants what they write looked at. */
const client = createClient(
  () => {
    const channel = connect();
    channel.onClose(() => isOrphan() && globalThis.anaumeContent?.remove());
    return channel;
  },
  { hints },
);
const events = globalThis.anaumeContent?.events ?? hearFirst(document);
let watched: { readonly element: Element; readonly writing: Writing } | null = null;

async function watch(): Promise<void> {
  const written = writtenIn(document, openShadowRoot, globalThis.anaumeContent?.secrets);
  if (!written || written.element === watched?.element) return;
  const settings = await readSettings();
  close();
  const live = liveSettings({
    settings,
    onSettings: (changes) => void changeSettings(changes),
    watchSettings: onSettingsChange,
  });
  watched = {
    element: written.element,
    writing: watchWriting({
      written,
      events,
      service: client.service,
      translate,
      settings: live,
      // An open line would keep the page out of the back/forward cache.
      onIdle: () => client.close(),
      onClose: () => (watched = null),
    }),
  };
}

function close(): void {
  watched?.writing.close();
  client.close();
}

globalThis.anaumeWriting = {
  watch: () => void watch(),
  toggle() {
    const written = writtenIn(document, openShadowRoot, globalThis.anaumeContent?.secrets);
    if (written && written.element === watched?.element) close();
    else void watch();
  },
  focus: () => watched?.writing.focus() ?? false,
  close,
};
