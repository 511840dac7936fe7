import { createAnswerer } from '../analysis/answerer.ts';
import { toFailure } from '../analysis/failure.ts';
import { privateFiles } from '../analysis/test-memory.ts';
import { fetchedFiles } from '../engine/model-files.ts';
import { serve } from '../messages/server.ts';
import { ownerChannel } from '../platform/worker-channel.ts';
import { ort } from './ort.ts';

/**
 * Tokenization and prediction in a dedicated worker: for backgrounds that have one (Firefox's event page).
 * An entry of its own, without side effects beyond serving.
 */
const answerer = createAnswerer({ files: fetchedFiles(new URL('./', self.location.href).href), ort, memory: privateFiles() });
serve(ownerChannel(self), 'extension', answerer, toFailure);
