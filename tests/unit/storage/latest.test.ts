import { beforeEach, expect, it, vi } from 'vitest';
import { lastErasure } from '../../../src/storage/erased.ts';
import { keepAnalysis, keepPrediction, readLatest } from '../../../src/storage/latest.ts';
import { analysisOf, maskAt, predictionOf } from '../view/fixtures.ts';

const { session } = vi.hoisted(() => {
  const kept = new Map<string, unknown>();
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  const session = {
    get: async (key: string) => (await turn(), { [key]: kept.get(key) }),
    set: async (values: Record<string, unknown>) => {
      await turn();
      for (const [key, value] of Object.entries(values)) kept.set(key, value);
    },
  };
  return { session };
});
vi.mock('../../../src/extension/browser.ts', () => ({ browser: { storage: { session } } }));

/** Web Locks as far as they are needed: one after the other. */
let last: Promise<unknown> = Promise.resolve();
beforeEach(() => {
  vi.stubGlobal('navigator', {
    locks: { request: (_: string, work: () => Promise<void>) => (last = last.then(work)) },
  });
});

const [cat, dog] = ['猫', '犬'].map((text) => analysisOf(text, [[text, '名詞']]));

it('is the newest analysis, whichever is read or written in between', async () => {
  // Files of unit tests share modules, and so what another has erased.
  const erasure = await lastErasure();
  await keepAnalysis({ analysis: cat! }, erasure);
  await Promise.all([
    keepPrediction('猫', predictionOf([maskAt(cat!, [0])])),
    keepAnalysis({ analysis: dog! }, erasure),
  ]);
  expect(await readLatest()).toMatchObject({ analysis: { text: '犬' }, prediction: null });
  await Promise.all([
    keepAnalysis({ analysis: cat! }, erasure),
    keepPrediction('猫', predictionOf([maskAt(cat!, [0])])),
  ]);
  expect(await readLatest()).toMatchObject({ analysis: { text: '猫' }, prediction: { masks: [{}] } });
  await keepPrediction('犬', predictionOf([maskAt(dog!, [0])]));
  expect(await readLatest()).toMatchObject({ analysis: { text: '猫' } });
  const asked = { candidates: 7, anyClass: true };
  await keepPrediction('猫', predictionOf([maskAt(cat!, [0])]), asked);
  expect(await readLatest()).toMatchObject({ asked });
});
