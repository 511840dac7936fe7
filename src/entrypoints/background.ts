import { toFailure } from '../worker/failure.ts';
import { markStuck } from '../worker/stuck.ts';
import { createClient } from '../protocol/client.ts';
import { forward } from '../protocol/forward.ts';
import { keepNewest } from '../protocol/newest.ts';
import { pageServer } from '../protocol/quota.ts';
import { failure, success } from '../protocol/outcome.ts';
import { workerRows } from '../protocol/protocol.ts';
import { serve, type Handlers } from '../protocol/server.ts';
import { injectIntoOpenTabs, injectScript, runInTab } from '../extension/inject.ts';
import { makeContextMenu, onContextMenu } from '../extension/context-menu.ts';
import { lastErasure } from '../storage/erased.ts';
import { remember } from '../storage/history.ts';
import { onCommand, onInstalled, onStartup, openPage, openPopup } from '../extension/lifecycle.ts';
import { keepAnalysis, keepPrediction, readLatest } from '../storage/latest.ts';
import { offscreenChannel } from '../extension/offscreen.ts';
import { openPanel, openPanelFor } from '../extension/panel.ts';
import { onConnect, type Connection } from '../extension/port.ts';
import { beginSession } from '../storage/session.ts';
import { readSettings, takeOverSettings } from '../storage/settings.ts';
import { translate } from '../extension/translate.ts';
import { ownWorkerChannel } from '../extension/worker-channel.ts';

/**
 * The background reads no text itself: it asks the worker, which in Firefox is its own and in Chrome the offscreen
 * document's. It may end at any time; everything it needs to remember is in storage.
 */
const { service } = createClient(
  typeof Worker === 'function' ? () => ownWorkerChannel('worker.js', markStuck) : offscreenChannel,
  workerRows,
  null,
);
const answers = forward(service);

/** How many texts have been analysed that are kept: only the last is the newest, whichever is written first. */
let analysed = 0;

function handlersFor({ frame, caller, private: hidden }: Connection): Handlers {
  /** Nobody waits for storage: the answer goes out first, and where storage is full it counts, not the memory of it. */
  const keeping = () => {
    const one = keepNewest();
    return (store: () => Promise<void>) => void setTimeout(() => one(store));
  };
  const [keepText, keepAnswer] = [keeping(), keeping()];

  /**
   * Where a text stands that can be edited: in the page that asks, or where the one stands that our own page has
   * changed.
   */
  const fieldOf = async () => (caller === 'page' ? (frame ?? undefined) : (await readLatest())?.field);

  return {
    ...answers,
    async loadTooltip() {
      if (!frame) return failure('refused', 'loadTooltip: not called from a frame');
      await injectScript('tooltip.js', frame);
      return success(null);
    },
    async loadWriting() {
      if (!frame) return failure('refused', 'loadWriting: not called from a frame');
      await injectScript('writing.js', frame);
      return success(null);
    },
    async analyze(params, request) {
      const asked = lastErasure();
      const outcome = await answers.analyze(params, request);
      // Private windows leave nothing.
      if (outcome.ok && params.keep !== false && !hidden) {
        const number = ++analysed;
        keepText(async () => {
          const field = params.editable ? await fieldOf() : undefined;
          const erasure = await asked;
          const { ruby } = params;
          const latest = { analysis: outcome.value, ...(field && { field }), ...(ruby && { ruby }) };
          if (number === analysed) await keepAnalysis(latest, erasure);
          if ((await readSettings()).history) await remember(outcome.value.text, erasure, frame?.tabId);
        });
      }
      return outcome;
    },
    async predict(params, request) {
      const outcome = await answers.predict(params, request);
      const asked = { candidates: params.candidates, anyClass: params.anyClass ?? false };
      if (outcome.ok && !hidden) keepAnswer(() => keepPrediction(params.text, outcome.value, asked));
      return outcome;
    },
    latest: async () => success(await readLatest()),
    async write({ text, start, end, instead }) {
      const latest = await readLatest();
      if (!latest?.field || latest.analysis.text !== text) return success({ written: false });
      const inFrame = (...edit: [string, number, number, string]) => globalThis.anaumeTooltip?.write(...edit) ?? false;
      return success({ written: await runInTab(latest.field, inFrame, text, start, end, instead) });
    },
    async openPanel() {
      if (!frame) return failure('refused', 'openPanel: not called from a frame');
      return (await openPanelFor(frame.tabId)) ? success(null) : failure('refused', 'openPanel: called too often');
    },
  };
}

const servePage = pageServer(toFailure);
/** The worker is asked to start, once for however many connect meanwhile. */
let starting = false;

onConnect((connection) => {
  const { channel, caller, frame } = connection;
  // Whoever connects is about to ask: the worker starts while the tooltip's code is put into the page.
  if (!starting) {
    starting = true;
    void service.status({}).then(() => (starting = false));
  }
  const handlers = handlersFor(connection);
  if (caller === 'extension') serve(channel, caller, handlers, toFailure);
  else servePage(channel, handlers, { tab: `${frame?.tabId}`, frame: `${frame?.tabId} ${frame?.frameId}` });
});

const makeMenu = () => makeContextMenu({ tooltip: translate('commandOpen'), writing: translate('commandWriting') });
onStartup(makeMenu);
onInstalled((reason) => {
  void takeOverSettings();
  makeMenu();
  if (reason === 'install') void openPage('welcome.html');
});

// Nobody is told that the extension was turned on; installed or updated, it begins a session, too.
void beginSession().then((begins) => {
  // An element with such an id is a property of the window, too.
  const isThere = () => Object.hasOwn(globalThis, 'anaumeContent') && globalThis.anaumeContent !== undefined;
  if (begins) void injectIntoOpenTabs('content.js', isThere);
});

/** Where no script of ours may run, a PDF viewer or a page of the browser's own, the popup is what there is. */
const orPopup = (taken: Promise<boolean>) => void taken.then((yes) => (yes ? undefined : openPopup()));

onContextMenu({
  tooltip: (frame) =>
    orPopup(
      runInTab(frame, () => {
        globalThis.anaumeContent?.command();
        return globalThis.anaumeContent !== undefined;
      }),
    ),
  writing: (frame) =>
    void runInTab(frame, () => {
      globalThis.anaumeContent?.checkWriting();
      return true;
    }),
});

onCommand((command, tabId) => {
  if (command === 'open-panel') void openPanel({ tabId });
  if (command !== 'open-tooltip') return;
  orPopup(
    runInTab({ tabId }, () => {
      // Some editors have keys go to a frame that nobody sees: then it is the one around it that is asked.
      const isSeen = (frame: Element) => {
        const { width, height, right, bottom } = frame.getBoundingClientRect();
        return width > 60 && height > 20 && right > 0 && bottom > 0;
      };
      const inner = document.activeElement;
      // Of all frames only the one that has the focus: the others see it in a frame element of theirs.
      if (
        !globalThis.anaumeContent ||
        !document.hasFocus() ||
        (self.frameElement && !isSeen(self.frameElement)) ||
        (inner && /^(?:iframe|frame|embed|object)$/.test(inner.localName) && isSeen(inner))
      )
        return false;
      globalThis.anaumeContent.command();
      return true;
    }),
  );
});
