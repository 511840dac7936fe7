import { toFailure } from '../worker/failure.ts';
import { dictionaryAnswers } from '../worker/dictionaries.ts';
import { modelAnswers } from '../worker/models.ts';
import { fetchedFiles } from '../engine/model-files.ts';
import { serve } from '../protocol/server.ts';
import { onLine, watchOf } from '../extension/worker-channel.ts';

/**
 * The model store in a dedicated worker of the options page, in both browsers: downloads and conversions go on while
 * the page is open, whatever becomes of the background, and block nothing.
 */
const watch = watchOf(self);
const answers = {
  ...modelAnswers(fetchedFiles(new URL('./', self.location.href).href), watch),
  ...dictionaryAnswers(watch),
};
onLine(self, (line) => serve(line, 'extension', answers, toFailure));
