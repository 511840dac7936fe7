import { expect, it } from 'vitest';
import { selectAsUser } from '../../scripts/browser/gestures.ts';
import { useExtension } from './support/extension.ts';
import { Shown, until } from './support/shown.ts';

// Without a GPU this gives SwiftShader, Chromium's software adapter: slow, but WebGPU.
const bench = useExtension({ args: ['--enable-unsafe-webgpu'] });

it('the first answer comes from the CPU, whatever GPU there is', async () => {
  const page = await bench.extension.browser.newPage();
  await page.goto(`${bench.pages.origin}/sample.html`);
  await selectAsUser(page, '#sample');
  const shown = await Shown.wait(page.mainFrame());
  await shown.until((root) => root.querySelectorAll('.candidate').length === 5);
  const worker = await bench.extension.worker();
  const backend = await until(
    async () =>
      (
        (await worker.evaluate(
          'chrome.storage.session.get("latest").then(({ latest }) => latest && JSON.parse(latest))',
        )) as { prediction: { backend: { device: string; passedOver: readonly unknown[] } } | null } | undefined
      )?.prediction?.backend,
    'a prediction',
  );
  expect(await worker.evaluate('navigator.gpu?.requestAdapter().then((adapter) => adapter !== null)')).toBe(true);
  expect(backend.device, JSON.stringify(backend.passedOver)).toBe('wasm');
}, 120_000);
