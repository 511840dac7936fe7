import { createAnswerer } from '../worker/answerer.ts';
import { toFailure } from '../worker/failure.ts';
import { withLifetime } from '../worker/lifetime.ts';
import { keptChoice } from '../worker/kept-choice.ts';
import { fetchedFiles } from '../engine/model-files.ts';
import { serve } from '../protocol/server.ts';
import { endWorker, onLine, watchOf } from '../extension/worker-channel.ts';
import { isThread } from './ort.ts';
import { runtimes } from './runtimes.ts';

/** Of the build: see vite.config.ts. */
declare const ENGINE_VERSION: string;

/**
 * Rest after which dictionary and model are let go: long enough for a reader's pause, short enough not to hold memory
 * for nothing.
 */
const REST = 5 * 60_000;

// ORT's threads run this file again, for what ORT itself does when it is loaded.
if (!isThread) {
  const answerer = createAnswerer({
    files: fetchedFiles(new URL('./', self.location.href).href),
    runtimes,
    engine: ENGINE_VERSION,
    kept: keptChoice(),
    watch: watchOf(self),
  });
  const handlers = withLifetime(answerer, REST, (why) => endWorker(self, why));
  onLine(self, (line) => serve(line, 'extension', handlers, toFailure, Infinity));
}
