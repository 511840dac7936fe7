import { createClient } from '../protocol/client.ts';
import { hints } from '../protocol/protocol.ts';
import { connect, isOrphan } from '../extension/port.ts';
import { openShadowRoot } from '../extension/shadow.ts';
import { translate } from '../extension/translate.ts';
import { hearFirst } from '../selection/first.ts';
import { watchGesture } from '../selection/gesture.ts';
import { GECKO } from '../selection/gecko.ts';
import { ownHosts } from '../selection/hosts.ts';
import { isListed } from '../selection/sites.ts';
import { writtenIn } from '../selection/written.ts';
import { changeSettings, onSettingsChange, readSettings } from '../storage/settings.ts';
import { liveSettings } from '../view/shared/settings.ts';
import { drawUnfindable } from '../view/shared/unfindable.ts';
import { createWatcher } from '../view/writing/watcher.ts';
import { watchWriting } from '../view/writing/writing.ts';
import './tooltip-global.ts';

if (GECKO) drawUnfindable();

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
const gesture = globalThis.anaumeContent?.gesture ?? watchGesture(events);

const watcher = createWatcher({
  focused: (isAsked) => writtenIn(document, isAsked, openShadowRoot, globalThis.anaumeContent?.secrets),
  readSettings,
  allows: ({ writingSites }) => isListed(writingSites, ownHosts()),
  open: (written, settings, onClose, atOnce) =>
    watchWriting({
      written,
      events,
      gesture,
      atOnce,
      service: client.service,
      translate,
      settings: liveSettings({
        settings,
        onSettings: (changes) => void changeSettings(changes),
        watchSettings: onSettingsChange,
      }),
      // An open line would keep the page out of the back/forward cache.
      onIdle: () => client.close(),
      onClose,
    }),
  onEnd: () => client.close(),
});

/** Storage is out of reach only once the extension was reloaded or removed: this script is an orphan. */
const remove = () => globalThis.anaumeContent?.remove();

const unwatch = onSettingsChange(({ writingSites }) => {
  if (writingSites) globalThis.anaumeWriting?.review();
});

globalThis.anaumeWriting = {
  watch: () => void watcher.watch().catch(remove),
  toggle: () =>
    watcher.toggle().catch(() => {
      remove();
      return true;
    }),
  review: () => void watcher.review().catch(remove),
  focus: watcher.focus,
  close() {
    unwatch();
    watcher.close();
  },
};
