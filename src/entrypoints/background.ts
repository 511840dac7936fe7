import { createAnswerer, type Answers } from '../analysis/answerer.ts';
import { toFailure } from '../analysis/failure.ts';
import { privateFiles } from '../analysis/test-memory.ts';
import { fetchedFiles } from '../engine/model-files.ts';
import { createClient } from '../messages/client.ts';
import { failure, success } from '../messages/outcome.ts';
import { protocol, type CallOptions } from '../messages/protocol.ts';
import { serve, type Handlers, type Request } from '../messages/server.ts';
import { injectIntoOpenTabs, injectScript, runInTab } from '../platform/inject.ts';
import { makeContextMenu, onContextMenu } from '../platform/context-menu.ts';
import { remember } from '../platform/history.ts';
import { onCommand, onInstalled, openPage } from '../platform/lifecycle.ts';
import { keepAnalysis, keepPrediction, readLatest } from '../platform/latest.ts';
import { openPanel } from '../platform/panel.ts';
import { onConnect, type Connection } from '../platform/port.ts';
import { readSettings } from '../platform/settings.ts';
import { translate } from '../platform/translate.ts';
import { workerChannel } from '../platform/worker-channel.ts';
import { ort } from './ort.ts';

/**
 * The background: Chrome's service worker answers by itself; Firefox's event page, which would block on inference, asks a worker of its own.
 * Either may end at any time; everything it needs to remember is in storage.
 */
function inWorker(): Answers {
  const { service } = createClient(() => workerChannel(new Worker('worker.js', { type: 'module' })), protocol);
  const options = ({ signal, report }: Request): CallOptions => ({ signal, onStatus: report });
  return {
    analyze: (params, request) => service.analyze(params, options(request)),
    predict: (params, request) => service.predict(params, options(request)),
    status: (params, request) => service.status(params, options(request)),
    score: (params, request) => service.score(params, options(request)),
    alternatives: (params, request) => service.alternatives(params, options(request)),
    hints: (params, request) => service.hints(params, options(request)),
    attention: (params, request) => service.attention(params, options(request)),
    nextSentence: (params, request) => service.nextSentence(params, options(request)),
    requests: (params, request) => service.requests(params, options(request)),
  };
}

const answers: Answers =
  typeof Worker === 'function' ? inWorker() : createAnswerer({ files: fetchedFiles(new URL('./', self.location.href).href), ort, memory: privateFiles() });

function handlersFor({ frame, isPrivate }: Connection): Handlers {
  /** Nobody waits for storage, and where it is full the answer counts, not the memory of it. Private windows leave nothing. */
  const keep = (store: () => Promise<void>) => void isPrivate().then((hidden) => (hidden ? undefined : store())).catch(() => {});

  return {
    ...answers,
    async loadTooltip() {
      if (!frame) return failure('refused', 'loadTooltip: not called from a frame');
      await injectScript('tooltip.js', frame);
      return success(null);
    },
    async analyze(params, request) {
      const outcome = await answers.analyze(params, request);
      if (outcome.ok && params.keep !== false) {
        keep(async () => {
          await keepAnalysis(outcome.value);
          if ((await readSettings()).history) await remember(outcome.value.text);
        });
      }
      return outcome;
    },
    async predict(params, request) {
      const outcome = await answers.predict(params, request);
      if (outcome.ok) keep(() => keepPrediction(params.text, outcome.value));
      return outcome;
    },
    latest: async () => success(await readLatest()),
    async openPanel() {
      if (!frame) return failure('refused', 'openPanel: not called from a frame');
      await openPanel(frame);
      return success(null);
    },
  };
}

onConnect((connection) => serve(connection.channel, connection.caller, handlersFor(connection), toFailure));

onInstalled((reason) => {
  makeContextMenu(translate('commandOpen'));
  void injectIntoOpenTabs('content.js');
  if (reason === 'install') void openPage('welcome.html');
});

onContextMenu((frame) => void runInTab(frame, () => globalThis.anaumeContent?.command()));

onCommand((command, tabId) => {
  if (command === 'open-panel') void openPanel({ tabId });
  if (command !== 'open-tooltip') return;
  void runInTab({ tabId }, () => {
    // Of all frames only the one that has the focus: the others see it in a frame element of theirs.
    if (document.hasFocus() && !(document.activeElement instanceof HTMLIFrameElement)) globalThis.anaumeContent?.command();
  });
});
