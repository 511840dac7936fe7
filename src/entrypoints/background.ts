import { createAnswerer, type Answers } from '../analysis/answerer.ts';
import { toFailure } from '../analysis/failure.ts';
import { fetchedFiles } from '../engine/model-files.ts';
import { createClient } from '../messages/client.ts';
import { success } from '../messages/outcome.ts';
import { protocol, type CallOptions } from '../messages/protocol.ts';
import { serve, type Handlers, type Request } from '../messages/server.ts';
import { injectIntoOpenTabs, injectScript, runInTab } from '../platform/inject.ts';
import { onCommand, onInstalled } from '../platform/lifecycle.ts';
import { keepAnalysis, keepPrediction, readLatest } from '../platform/latest.ts';
import { onConnect, type Connection } from '../platform/port.ts';
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
  };
}

const answers: Answers =
  typeof Worker === 'function' ? inWorker() : createAnswerer({ files: fetchedFiles(new URL('./', self.location.href).href), ort });

function handlersFor({ frame, incognito }: Connection): Handlers {
  return {
    ...answers,
    async loadTooltip() {
      if (!frame) return { ok: false, failure: { code: 'refused', detail: 'loadTooltip: not called from a frame' } };
      await injectScript('tooltip.js', frame);
      return success(null);
    },
    async analyze(params, request) {
      const outcome = await answers.analyze(params, request);
      if (outcome.ok && !incognito) await keepAnalysis(outcome.value);
      return outcome;
    },
    async predict(params, request) {
      const outcome = await answers.predict(params, request);
      if (outcome.ok && !incognito) await keepPrediction(params.text, outcome.value);
      return outcome;
    },
    latest: async () => success(await readLatest()),
  };
}

onConnect((connection) => serve(connection.channel, connection.caller, handlersFor(connection), toFailure));

onInstalled(() => void injectIntoOpenTabs('content.js'));

onCommand((command, tabId) => {
  if (command !== 'open-tooltip') return;
  void runInTab(tabId, () => {
    // Of all frames only the one that has the focus: the others see it in a frame element of theirs.
    if (document.hasFocus() && !(document.activeElement instanceof HTMLIFrameElement)) globalThis.anaumeContent?.command();
  });
});
