import { afterEach, expect, it, vi } from 'vitest';
import { toFailure } from '../../../src/worker/failure.ts';
import { modelAnswers } from '../../../src/worker/models.ts';
import { dictionaryAnswers } from '../../../src/worker/dictionaries.ts';
import { keptChoice } from '../../../src/worker/kept-choice.ts';
import { blobFiles } from '../../../src/engine/model-files.ts';

afterEach(() => void vi.unstubAllGlobals());

it('says of a private window that nothing can be added there, and uses the built-in model', async () => {
  vi.stubGlobal('navigator', {
    storage: { getDirectory: async () => Promise.reject(new DOMException('not here', 'SecurityError')) },
  });
  const request = { signal: new AbortController().signal, report: () => {}, progress: () => {} };
  const failure = await modelAnswers(blobFiles([]))
    .models({}, request)
    .catch((error: unknown) => toFailure(error));
  expect(failure).toMatchObject({ code: 'storePrivate' });
  const kept = keptChoice();
  expect([await kept.readChosen(), await kept.backend()]).toEqual([null, 'measured']);
  const list = await dictionaryAnswers().dictionaries({}, request);
  expect(list).toEqual({ ok: true, value: [] });
});
