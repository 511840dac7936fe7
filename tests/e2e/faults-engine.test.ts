import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterEach, describe, expect, it } from 'vitest';
import { selectAsUser } from '../../scripts/browser/gestures.ts';
import { launchWithExtension, type ExtensionBrowser } from '../../scripts/browser/launch.ts';
import { servePages, type PageServer } from '../../scripts/browser/page-server.ts';
import { root } from '../../scripts/node/paths.ts';
import type { Latest } from '../../src/protocol/protocol.ts';
import type { Backend } from '../../src/predictions/backend.ts';
import { Shown, until } from './support/shown.ts';

/** Software WebGPU compiles each shader in seconds on a busy machine. */
const PATIENCE = 150_000;

let folder: string;
let pages: PageServer;
let extension: ExtensionBrowser;
let page: Page;

/** The built extension, with `code` run in its worker (and in the worker's threads) before anything else. */
async function open(code: string, args: string[] = []): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'anaume-engine-faults-'));
  await cp(join(root, 'dist', 'chrome'), folder, { recursive: true });
  await prepend(code);
  pages = await servePages();
  extension = await launchWithExtension({ folder, args });
  page = await extension.browser.newPage();
  await page.goto(`${pages.origin}/sample.html`);
}

/** Says in the settings that models run on the GPU: else the CPU answers, and a model as small as this stays there. */
async function chooseGpu(): Promise<void> {
  const options = await extension.browser.newPage();
  await options.goto(`chrome-extension://${extension.id}/options.html`);
  const gpu = (await options.waitForSelector('[name="backend"][value="gpu"]'))!;
  await gpu.evaluate((radio) => (radio as HTMLInputElement).click());
  await options.waitForFunction(
    () => document.querySelector<HTMLInputElement>('[name="backend"][value="gpu"]')?.checked,
  );
  await options.reload();
  await options.waitForSelector('[name="backend"][value="gpu"]:checked');
  await options.close();
  await page.bringToFront();
}

let original: string | undefined;
async function prepend(code: string): Promise<void> {
  const file = join(folder, 'worker.js');
  original ??= await readFile(file, 'utf8');
  await writeFile(file, `${code}\n${original}`);
}

afterEach(async () => {
  await extension?.close();
  await pages?.close();
  await rm(folder, { recursive: true });
});

/** Selects the sample sentence, and waits for what comes of it. */
async function ask(
  meanwhile?: () => Promise<unknown>,
): Promise<{ failure: string | null; candidates: number; backend: Backend | null }> {
  await page.keyboard.press('Escape');
  await page.evaluate(() => getSelection()!.removeAllRanges());
  await until(async () => !(await Shown.find(page.mainFrame())), 'the tooltip closed');
  await selectAsUser(page, '#sample');
  await meanwhile?.();
  return await answer();
}

const answer = () =>
  until(
    async () => {
      const shown = await (
        await Shown.find(page.mainFrame())
      )?.evaluate((shadow) => {
        const failure = shadow.querySelector('.failure')?.textContent ?? null;
        const candidates = shadow.querySelectorAll('.candidate').length;
        const busy = shadow.querySelector('.sheet')?.getAttribute('aria-busy') !== 'false';
        return !busy && (failure !== null || candidates > 0) ? { failure, candidates } : null;
      });
      return shown ? { ...shown, backend: shown.failure === null ? await lastBackend() : null } : null;
    },
    'candidates or a failure',
    PATIENCE,
  );

/** Where the last prediction was made, once that has been kept. */
const lastBackend = () =>
  until(
    async () =>
      (
        (await (
          await extension.worker()
        ).evaluate('chrome.storage.session.get("latest").then(({ latest }) => latest && JSON.parse(latest))')) as
          | Latest
          | undefined
      )?.prediction?.backend,
    'the prediction kept',
  );

/** Undefined while there is no engine, also where the one that was found closes at that moment. */
const inEngine = async (expression: string) => {
  const engine = await extension.engine();
  const answer = await engine
    ?.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
    .catch((error: unknown) => {
      if (/closed/i.test(String(error))) return null;
      throw error;
    });
  return answer?.result.value as unknown;
};

describe('WebGPU lost', () => {
  // The engine leaves software adapters alone: here one passes for hardware. Its devices are kept, to be destroyed.
  const GPU = `{
    Object.defineProperty(GPUAdapterInfo.prototype, 'isFallbackAdapter', { get: () => false });
    const request = GPUAdapter.prototype.requestDevice;
    self.devices = [];
    GPUAdapter.prototype.requestDevice = async function (...args) {
      const device = await request.apply(this, args);
      self.devices.push(device);
      return device;
    };
    // So many more commands before it is destroyed.
    self.left = Infinity;
    const submit = GPUQueue.prototype.submit;
    GPUQueue.prototype.submit = function (...args) {
      submit.apply(this, args);
      if (--self.left === 0) devices.forEach((device) => device.destroy());
    };
  }`;

  it(
    'while the model rests: the next prediction is made on the CPU, and the badge says why',
    async () => {
      await open(GPU, ['--enable-unsafe-webgpu']);
      await chooseGpu();
      expect(await ask()).toMatchObject({ failure: null, candidates: 5, backend: { device: 'webgpu' } });
      expect(await inEngine('devices.map((device) => device.destroy()).length')).toBeGreaterThan(0);
      const after = await ask();
      expect(after).toMatchObject({ failure: null, candidates: 5, backend: { device: 'wasm', precision: 'int8' } });
      expect(after.backend!.passedOver).toMatchObject([{ device: 'webgpu', why: 'lost' }]);
    },
    3 * PATIENCE,
  );

  it(
    'while it predicts: the same prediction is made on the CPU',
    async () => {
      await open(GPU, ['--enable-unsafe-webgpu']);
      await chooseGpu();
      expect(await ask()).toMatchObject({ backend: { device: 'webgpu' } });
      await inEngine('left = 2');
      expect(await ask()).toMatchObject({
        failure: null,
        candidates: 5,
        backend: { device: 'wasm', precision: 'int8' },
      });
      expect(await inEngine('left')).toBeLessThanOrEqual(0);
    },
    3 * PATIENCE,
  );

  it(
    'while it loads: answered, or one click from it',
    async () => {
      await open(GPU, ['--enable-unsafe-webgpu']);
      await chooseGpu();
      const { failure } = await ask(async () => {
        await until(
          () => inEngine('devices.length > 0 && (devices.forEach((device) => device.destroy()), true)'),
          'a device',
          PATIENCE,
        );
      });
      if (failure !== null) await (await Shown.wait(page.mainFrame())).press('.failure button');
      await until(async () => (await answer()).failure === null, 'an answer', PATIENCE);
      expect((await answer()).candidates).toBe(5);
    },
    4 * PATIENCE,
  );
});

describe('no memory for the model', () => {
  it.each([
    [
      'none to begin with',
      `if (descriptor.initial > 100) throw new RangeError('WebAssembly.Memory(): could not allocate memory'); super(descriptor);`,
    ],
    ['none to grow into', 'super({ ...descriptor, maximum: descriptor.initial });'],
  ])(
    '(%s): a message that says what to do, and a retry once there is some',
    async (_, construct) => {
      await open(`{
      const Memory = WebAssembly.Memory;
      WebAssembly.Memory = class extends Memory {
        constructor(descriptor) {
          ${construct}
        }
      };
    }`);
      const { failure } = await ask();
      expect(failure).toContain('There is not enough free memory');
      await prepend('');
      await (await Shown.wait(page.mainFrame())).press('.failure button');
      await until(async () => (await answer()).failure === null, 'an answer', PATIENCE);
      expect(await answer()).toMatchObject({
        failure: null,
        candidates: 5,
        backend: { device: 'wasm', precision: 'int8' },
      });
    },
    3 * PATIENCE,
  );
});
