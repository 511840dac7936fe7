import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { safetensors, strides, tensor } from '../fixtures/bombs.ts';
import { checkpointFolder, expectedOutputs } from '../fixtures/checkpoints.ts';
import type { Offer } from '../../src/library/hub.ts';
import { openEngineSite, type EngineSite } from '../../scripts/browser/engine-site.ts';
import { calm, MODEL, startHub, type FakeHub } from './support/hub.ts';

const [sentence] = expectedOutputs('torch-legacy');
let site: EngineSite;
let page: Page;
let hub: FakeHub;
beforeAll(async () => {
  site = await openEngineSite('tests/browser/support/store-harness.ts');
  page = await site.open();
  await page.waitForFunction(() => typeof globalThis.anaumeStore === 'object');
  hub = await startHub(checkpointFolder('torch-legacy'));
});
afterEach(async () => {
  await page.evaluate(async (name) => {
    for (const { name: installed } of await anaumeStore.list()) await anaumeStore.remove(installed);
    await anaumeStore.remove(name);
  }, MODEL);
  calm(hub);
});
afterAll(async () => {
  await site?.close();
  await hub?.close();
});

const lookUp = (name: string = MODEL) =>
  page.evaluate((origin, model) => anaumeStore.lookUp(origin, model), hub.origin, name);
const download = (offer: Offer, abortAt?: number) =>
  page.evaluate((origin, of, at) => anaumeStore.download(origin, of, at ?? Infinity), hub.origin, offer, abortAt);
const list = () => page.evaluate(() => anaumeStore.list());
const entries = () => page.evaluate(() => anaumeStore.entries());
const run = (name: string, selfTest = false) =>
  page.evaluate((model, input, test) => anaumeStore.logProbabilities(model, input, test), name, sentence!, selfTest);
async function offered(): Promise<Offer> {
  const answer = await lookUp();
  if (!('value' in answer)) throw new Error(answer.message);
  return answer.value;
}
const checkpointRequests = () => hub.requests.filter((request) => request.includes('pytorch_model.bin'));

describe('a model by its hub name', () => {
  it('has its size shown before anything is downloaded', async () => {
    const offer = await offered();
    expect(offer.files.map(({ name }) => name)).toEqual([
      'config.json',
      'tokenizer_config.json',
      'vocab.txt',
      'pytorch_model.bin',
    ]);
    expect(offer.bytes).toBe(offer.files.reduce((sum, { bytes }) => sum + bytes, 0));
    expect(hub.requests).toEqual([`/api/models/${MODEL}`]);
    expect(await list()).toEqual([]);
  });

  it('is downloaded, prepared, listed, started, and deleted', async () => {
    const result = await download(await offered());
    if (!('value' in result)) throw new Error(result.message);
    const { installed, progress } = result.value;
    const steps = (wanted: string) => progress.filter(({ step }) => step === wanted).map(({ done }) => done);
    for (const step of ['download', 'check', 'prepare']) {
      expect(steps(step)).toEqual([...steps(step)].sort((a, b) => a - b));
      expect(steps(step).at(-1)).toBe(step === 'prepare' ? 1 : progress[0]!.total);
    }
    expect(await list()).toEqual([installed]);
    expect(installed.sha256['pytorch_model.bin']).toMatch(/^[0-9a-f]{64}$/);
    // The checkpoint itself is gone once prepared.
    expect(await entries()).toHaveLength(1);

    hub.requests.length = 0;
    const answer = await run(MODEL, true);
    if (!('value' in answer)) throw new Error(answer.message);
    sentence!.logProbabilities[0]!.forEach((log, id) =>
      expect(Math.abs(answer.value.logs[id]! - log)).toBeLessThan(1e-4),
    );
    expect(answer.value.words).toBe(answer.value.logs.length);
    expect(hub.requests).toEqual([]);

    await page.evaluate((name) => anaumeStore.remove(name), MODEL);
    expect(await list()).toEqual([]);
    expect(await entries()).toEqual([]);
    expect(await run(MODEL)).toMatchObject({ code: 'missing' });
  });

  it('continues where a download broke off', async () => {
    const offer = await offered();
    hub.breakAfter.push(40_000, 20_000);
    expect(await download(offer)).toMatchObject({
      code: 'interrupted',
      message: expect.stringContaining('pytorch_model.bin broke off after'),
    });
    expect(await list()).toEqual([]);
    expect(await download(offer)).toMatchObject({ code: 'interrupted' });
    expect(await download(offer)).toMatchObject({ value: { installed: { name: MODEL } } });
    const ranges = checkpointRequests().map((request) => Number(/bytes=(\d+)-/.exec(request)?.[1] ?? 0));
    expect(ranges).toHaveLength(3);
    expect(ranges[0]).toBe(0);
    expect(ranges[1]).toBeGreaterThan(0);
    expect(ranges[2]).toBeGreaterThanOrEqual(ranges[1]!);
    expect('value' in (await run(MODEL, true))).toBe(true);
  });

  it('begins again where the server knows no ranges', async () => {
    const offer = await offered();
    hub.breakAfter.push(40_000);
    hub.ranges = false;
    expect(await download(offer)).toMatchObject({ code: 'interrupted' });
    expect(await download(offer)).toMatchObject({ value: { installed: { name: MODEL } } });
    expect('value' in (await run(MODEL, true))).toBe(true);
  });

  it('can be given up in the middle of a slow download, and taken up again', async () => {
    const offer = await offered();
    hub.slowness = 30;
    expect(await download(offer, 0.3)).toMatchObject({ code: 'AbortError' });
    expect(await list()).toEqual([]);
    hub.slowness = 0;
    expect(await download(offer)).toMatchObject({ value: { installed: { name: MODEL } } });
    expect(checkpointRequests().at(-1)).toMatch(/bytes=\d+-/);
  });

  it('can be listed, unfinished, while another page throws it away', async () => {
    const offer = await offered();
    for (let round = 0; round < 5; round++) {
      expect(await download(offer, 0.3)).toMatchObject({ code: 'AbortError' });
      expect(await page.evaluate((name) => anaumeStore.unfinishedWhileDiscarded(name, 100), MODEL)).toEqual({
        value: [],
      });
    }
  });

  it('is thrown away when it is not what was announced', async () => {
    const offer = await offered();
    hub.corrupt = true;
    expect(await download(offer)).toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('pytorch_model.bin'),
    });
    expect(await list()).toEqual([]);
    hub.corrupt = false;
    expect(await download(offer)).toMatchObject({ value: { installed: { name: MODEL } } });
    expect(checkpointRequests().at(-1)).not.toContain('bytes=');
  });

  it('is not offered for continuation where it turns out to be of no use', async () => {
    const offer = await offered();
    hub.config = { model_type: 'bert', architectures: ['BertModel'] };
    expect(await download(offer)).toMatchObject({ code: 'unsupported' });
    expect(await entries()).toEqual([]);
  });

  it.each(['../../etc/passwd', 'https://example.com/x', 'a/b/c', ''])(
    'is not asked for under the name %j',
    async (name) => {
      expect(await lookUp(name)).toMatchObject({ code: 'name' });
      expect(hub.requests).toEqual([]);
    },
  );

  it('may not exist', async () => {
    expect(await lookUp('nobody/nothing')).toMatchObject({
      code: 'unknown',
      message: expect.stringContaining('nobody/nothing'),
    });
  });
});

describe('a model from files', () => {
  const files = ['config.json', 'vocab.txt', 'tokenizer_config.json', 'model.safetensors'];
  const importFrom = (names: readonly string[], others: Readonly<Record<string, string>> = {}) =>
    page.evaluate(
      (url, picked, instead) => anaumeStore.importFrom(url, picked, 'my model', instead),
      `${site.origin}/fixtures/checkpoints/safetensors/`,
      names,
      others,
    );
  const addressOf = async (file: Blob) =>
    `data:application/octet-stream;base64,${Buffer.from(await file.arrayBuffer()).toString('base64')}`;

  it('is installed without the hub', async () => {
    expect(await importFrom(files)).toMatchObject({
      value: { name: 'my model', targets: [{ device: 'wasm', precision: 'int8' }] },
    });
    expect('value' in (await run('my model', true))).toBe(true);
    expect(hub.requests).toEqual([]);
  });

  it.each(['config.json', 'vocab.txt', 'model.safetensors'])(
    'is refused without %s, and leaves nothing behind',
    async (missing) => {
      expect(await importFrom(files.filter((name) => name !== missing))).toMatchObject({
        code: 'missing',
        message: expect.stringContaining(missing),
      });
      expect(await entries()).toEqual([]);
    },
  );

  it('is refused in one line where a few bytes would be gigabytes, and leaves nothing behind', async () => {
    const settings = files.slice(0, 3);
    for (const [name, bomb] of [
      ['pytorch_model.bin', strides()],
      ['model.safetensors', safetensors({ a: tensor(0, 16), b: tensor(8, 24) }, 24)],
    ] as const) {
      const answer = await importFrom([...settings, name], { [name]: await addressOf(bomb) });
      expect(answer).toMatchObject({ code: 'damaged', message: expect.stringMatching(/^.{10,300}$/) });
      expect(await entries()).toEqual([]);
    }
  });
});
