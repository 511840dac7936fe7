import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchWithExtension, type ExtensionBrowser } from '../../scripts/launch.ts';
import { servePages, type PageServer } from '../../scripts/page-server.ts';
import { Shown, until } from './support/shown.ts';

let pages: PageServer;
let extension: ExtensionBrowser;

beforeAll(async () => {
  pages = await servePages();
  // Without a GPU this gives SwiftShader, Chromium's software adapter: slow, but WebGPU.
  extension = await launchWithExtension({ args: ['--enable-unsafe-webgpu'] });
});

afterAll(async () => {
  await extension?.close();
  await pages?.close();
});

it('the service worker runs the model on WebGPU where there is a hardware adapter, and on wasm where it is software', async () => {
  const page = await extension.browser.newPage();
  await page.goto(`${pages.origin}/sample.html`);
  await page.evaluate(() => getSelection()!.selectAllChildren(document.querySelector('#sample')!));
  const shown = await Shown.wait(page.mainFrame());
  await shown.until((root) => root.querySelectorAll('.candidate').length === 5);
  const worker = await extension.worker();
  const backend = await until(
    async () => ((await worker.evaluate('chrome.storage.session.get("latest")')) as { latest?: { prediction: { backend: { device: string; reason: string } } | null } }).latest?.prediction?.backend,
    'a prediction',
  );
  const adapter = (await worker.evaluate('navigator.gpu?.requestAdapter().then((adapter) => adapter && { software: adapter.info.isFallbackAdapter })')) as { software: boolean } | null;
  expect(adapter).not.toBeNull();
  // A software adapter is slower than wasm and left alone.
  expect(backend.device, backend.reason).toBe(adapter!.software ? 'wasm' : 'webgpu');
}, 120_000);
