import { expect, it, vi } from 'vitest';
import type { Analyzer } from '../../../src/morphemes/morpheme.ts';
import { loadAnalyzer } from '../../../src/worker/parts.ts';
import { ruleAnswers } from '../../../src/worker/rule-answers.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { root } from '../../../scripts/node/paths.ts';

it('the rules load the shipped dictionary once, where the model in use has another', async () => {
  const files = nodeFiles(root);
  const open = vi.spyOn(files, 'open');
  const own: Analyzer = { ...(await loadAnalyzer(files)), dictionary: 'unidic' };
  open.mockClear();
  const { rules } = ruleAnswers(files, async () => own);
  const request = { signal: new AbortController().signal, report: () => {}, progress: () => {} };
  for (let time = 0; time < 2; time++)
    expect(await rules({ text: '本当に食べれる。' }, request)).toMatchObject({
      ok: true,
      value: { finds: [{ rule: 'no-dropping-the-ra' }] },
    });
  expect(open).toHaveBeenCalledOnce();
});
