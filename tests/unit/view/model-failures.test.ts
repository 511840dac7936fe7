import { expect, it } from 'vitest';
import { failureCodes } from '../../../src/protocol/outcome.ts';
import { modelFailure } from '../../../src/view/options/model-failures.ts';

it('what can go wrong with a model has a message of its own each', () => {
  const codes = failureCodes.filter((code) => /^(?:model|hub|download|store|storage|tokenizer)/.test(code));
  const said = codes.map((code) => modelFailure({ code, detail: '' }));
  expect(said).not.toContain('failureInternal');
  expect(said.filter((key, at) => said.indexOf(key) !== at)).toEqual(['modelFailFiles']);
});
