import { expect, it, vi } from 'vitest';
import { replaceChosen } from '../../../src/view/tooltip/replacing.ts';
import { maskAt, predictionOf, seed } from './fixtures.ts';

/** 友達と[XXXX]を[する]: candidates are chosen for both blanks of the passage. */
const masks = [maskAt(seed, [2]), maskAt(seed, [4])];
const state = {
  prediction: predictionOf(masks),
  chosen: new Map(masks.map(({ morphemes, candidates }) => [morphemes[0]!, candidates[0]!])),
};
const [first, second] = masks.map(({ candidates }) => candidates[0]!.text);
const written = () => ({ replace: vi.fn(async (_start: number, _end: number, _text: string) => true) });

it('writes all that was chosen, from the last to the first', async () => {
  const field = written();
  expect(await replaceChosen(field, { text: seed.text, passage: null }, state)).toEqual({
    text: `友達と${first}を${second}`,
    said: 'replaced',
  });
  expect(field.replace.mock.calls).toEqual([
    [8, 10, second],
    [3, 7, first],
  ]);
});

it('writes nothing where the selection has cut one of the words, and says so', async () => {
  const field = written();
  const passage = { text: seed.text, start: 5, end: 10 };
  const text = seed.text.slice(5);
  expect(await replaceChosen(field, { text, passage }, state)).toEqual({ text, said: 'replaceCut' });
  expect(field.replace).not.toHaveBeenCalled();
});

it('says what is in the field where it refuses in the middle, or at once', async () => {
  const field = written();
  field.replace.mockResolvedValueOnce(true).mockResolvedValueOnce(false);
  expect(await replaceChosen(field, { text: seed.text, passage: null }, state)).toEqual({
    text: `友達とXXXXを${second}`,
    said: 'replacedSome',
  });
  field.replace.mockResolvedValueOnce(false);
  expect(await replaceChosen(field, { text: seed.text, passage: null }, state)).toEqual({
    text: seed.text,
    said: 'replaceFailed',
  });
});

it('writes nothing into what is no field', async () => {
  expect(await replaceChosen(null, { text: seed.text, passage: null }, state)).toMatchObject({ said: 'replaceFailed' });
});
