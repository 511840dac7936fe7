import { expect, it } from 'vitest';
import { BackendError } from '../../../src/engine/errors.ts';
import type { MaskedLanguageModel } from '../../../src/predictions/model.ts';
import { withCurrent } from '../../../src/worker/current.ts';

const model = (name: string) => ({ name }) as MaskedLanguageModel;
const unloaded = () => new BackendError('disposed', 'The model was unloaded');

it('asks the model that was chosen meanwhile', async () => {
  const models = ['a', 'b', 'c'].map(model);
  const asked: string[] = [];
  const answer = await withCurrent(
    async () => [null, models.shift()!] as const,
    async ([, { name }]) => {
      asked.push(name);
      if (name !== 'c') throw unloaded();
      return name;
    },
  );
  expect([answer, asked]).toEqual(['c', ['a', 'b', 'c']]);
});

it('asks a model that has moved once more, and one that is gone no third time', async () => {
  const one = model('a');
  let asked = 0;
  const ask = (fails: number) =>
    withCurrent(
      async () => [null, one] as const,
      async () => {
        if (++asked <= fails) throw unloaded();
        return asked;
      },
    );
  expect(await ask(1)).toBe(2);
  asked = 0;
  await expect(ask(Infinity)).rejects.toMatchObject({ code: 'disposed' });
  expect(asked).toBe(2);
});

it('leaves every other failure alone', async () => {
  let asked = 0;
  const failing = withCurrent(
    async () => [null, model('a')] as const,
    async () => {
      asked++;
      throw new BackendError('failed', 'x');
    },
  );
  await expect(failing).rejects.toMatchObject({ code: 'failed' });
  expect(asked).toBe(1);
});
