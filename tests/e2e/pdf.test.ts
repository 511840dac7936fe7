import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { launchChromium } from '../../scripts/browser/chromium.ts';
import { root } from '../../scripts/node/paths.ts';
import { inBoth, press } from './support/both.ts';
import { selectByMouse } from './support/extension.ts';
import { libraryPages } from './support/libraries.ts';
import { Shown, until } from './support/shown.ts';

/** A PDF file as a browser prints it: text in runs, each where it is drawn. */
async function printed(): Promise<Uint8Array> {
  const browser = await launchChromium();
  const page = await browser.newPage();
  await page.setContent(
    '<html lang="ja"><style>body { font: 20px/1.8 serif } p { margin: 0; inline-size: 8em; word-break: break-all }</style><p>大型アップデートの日に友達と遊ぶ。</p>',
  );
  const file = await page.pdf({ width: '400px', height: '300px', margin: { top: 20, left: 20 } });
  await browser.close();
  return file;
}

inBoth(
  async () => ({
    ...(await libraryPages()),
    '/document.pdf': await printed(),
    '/libraries/pdf.worker.js': readFileSync(join(root, 'node_modules/pdfjs-dist/build/pdf.worker.min.mjs')),
  }),
  (bench) => {
    it('the text layer of PDF.js over a page: words across its lines are whole', async () => {
      const { page } = bench;
      await page.goto(`${bench.pages.origin}/libraries/index.html?pdf`);
      await until(() => page.$('#text span'), 'the text layer');
      await page.bringToFront();
      await selectByMouse(page, '#text');
      const words = await Shown.words(page.mainFrame());
      // Chromium writes some han as the radicals that look like them (⼤, ⽇); they are shown as they are, and looked up
      // as what is meant.
      expect(words.normalize('NFKC')).toBe('大型 アップデート の 日 に 友達 と 遊ぶ 。');
      await press(page, '[data-word="1"]');
      await until(
        async () => (await Shown.find(page.mainFrame()))?.evaluate((root) => root.querySelector('.candidate') !== null),
        'candidates',
      );
    });
  },
);
