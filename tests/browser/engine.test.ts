import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Target } from '../../src/predictions/backend.ts';
import {
  architectureFolder,
  expectedOf,
  expectedOutputs,
  type CheckpointName,
  type Expected,
} from '../fixtures/checkpoints.ts';
import { openEngineSite, type EngineSite } from '../../scripts/browser/engine-site.ts';

let site: EngineSite;
let page: Page;
beforeAll(async () => {
  // The flag gives SwiftShader where there is no GPU.
  site = await openEngineSite('tests/browser/support/engine-harness.ts', { args: ['--enable-unsafe-webgpu'] });
  page = await site.open();
  await page.waitForFunction(() => typeof globalThis.anaumeEngine === 'object');
});
afterAll(() => site?.close());

const folder = (name: CheckpointName) => `${site.origin}/fixtures/checkpoints/${name}/`;

const distances = (name: CheckpointName, target: Target) => distancesOf(folder(name), target, expectedOutputs(name));

async function distancesOf(
  url: string,
  target: Target,
  expected: Expected[],
): Promise<{ backend: string; worst: number; agreed: number; of: number }> {
  const { backend, logs } = await page.evaluate(
    (from, t, sentences) => anaumeEngine.logProbabilities(from, t, sentences),
    url,
    target,
    expected,
  );
  let [worst, agreed, of] = [0, 0, 0];
  expected.forEach(({ logProbabilities }, s) =>
    logProbabilities.forEach((wanted, p) => {
      const got = logs[s]![p]!;
      wanted.forEach(
        (log, id) => (worst = Math.max(worst, Number.isNaN(got[id]!) ? Infinity : Math.abs(got[id]! - log))),
      );
      agreed += Number(got.indexOf(Math.max(...got)) === wanted.indexOf(Math.max(...wanted)));
      of++;
    }),
  );
  return { backend, worst, agreed, of };
}

describe.each(['wasm', 'webgpu'] as const)('%s in Chromium', (device) => {
  it.each(['safetensors', 'torch-legacy', 'torch-zip'] as const)(
    'has PyTorch’s outputs of %s within 1e-4 in fp32',
    async (name) => {
      const { backend, worst, agreed, of } = await distances(name, { device, precision: 'fp32' });
      expect(backend).toBe(`${device} fp32`);
      expect(worst).toBeLessThan(1e-4);
      expect(agreed).toBe(of);
    },
  );

  it('has PyTorch’s attention weights and next-sentence logits', async () => {
    const sentence = expectedOutputs('safetensors').find(({ attentions }) => attentions)!;
    const { attentions, nextSentence } = await page.evaluate(
      (url, target, one) => anaumeEngine.insides(url, target, one),
      folder('safetensors'),
      { device, precision: 'fp32' } as Target,
      sentence as Expected,
    );
    expect(attentions).toHaveLength(sentence.attentions!.length);
    attentions.forEach((weight, i) => expect(Math.abs(weight - sentence.attentions![i]!)).toBeLessThan(1e-4));
    nextSentence.forEach((logit, i) => expect(Math.abs(logit - sentence.nextSentence[i]!)).toBeLessThan(1e-4));
  });
});

// What they compute beside BERT's arithmetic: rotation, windows and gates; relative terms and a convolution.
it.each(['modernbert', 'deberta-v2'])('has PyTorch’s outputs of %s within 1e-4 in fp32 on WebGPU', async (name) => {
  const target: Target = { device: 'webgpu', precision: 'fp32' };
  const url = `${site.origin}/fixtures/architectures/${name}/`;
  const { backend, worst, agreed, of } = await distancesOf(url, target, expectedOf(architectureFolder(name)));
  expect(backend).toBe('webgpu fp32');
  expect(worst).toBeLessThan(1e-4);
  expect(agreed).toBe(of);
});

it('runs int8 on wasm near PyTorch', async () => {
  const { worst, agreed, of } = await distances('safetensors', { device: 'wasm', precision: 'int8' });
  expect(worst).toBeLessThan(0.2);
  expect(agreed).toBeGreaterThanOrEqual(of - 1);
});

it('has dot products for int8 that agree', async () => {
  expect(await page.evaluate(() => anaumeEngine.dotsAgree())).toBe(true);
});

it('runs 4 bits on WebGPU near PyTorch', async () => {
  const { worst, agreed, of } = await distances('safetensors', { device: 'webgpu', precision: 'q4' });
  expect(worst).toBeLessThan(1.5);
  expect(agreed).toBeGreaterThanOrEqual(of * 0.6);
});

it('measures our kernel and WebGPU beside each other', async () => {
  const { passed, times } = await page.evaluate((url) => anaumeEngine.beside(url), folder('safetensors'));
  expect(passed).toBe(true);
  expect(times.flat().every((time) => time > 0)).toBe(true);
});

it('runs half precision on WebGPU within 1e-2 where the GPU has it, and falls back where it does not', async () => {
  const half = await page.evaluate(() => anaumeEngine.hasGpu('shader-f16'));
  if (half) {
    const { worst } = await distances('safetensors-f16', { device: 'webgpu', precision: 'fp16' });
    expect(worst).toBeLessThan(5e-2);
    return;
  }
  const { device, passedOver } = await page.evaluate((url) => anaumeEngine.fallback(url), folder('safetensors'));
  expect(device).toBe('wasm');
  expect(passedOver).toMatchObject([{ device: 'webgpu', precision: 'fp16', why: 'failed' }]);
});
