import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { buildExtension } from './build.ts';
import { selectText } from './demo.ts';
import { launchWithExtension } from './launch.ts';
import { servePages } from './page-server.ts';
import { root } from './paths.ts';
import { Tooltip } from './tooltip.ts';

/** Takes the pictures of docs/pictures: every surface, in English and light, and in Japanese and dark. */
const looks = [
  { language: 'en', scheme: 'light' },
  { language: 'ja', scheme: 'dark' },
] as const;

interface OurPage {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Brings the page into the state to show. */
  readonly prepare: (page: Page) => Promise<unknown>;
}

const ourPages: readonly OurPage[] = [
  { name: 'popup', width: 420, height: 590, prepare: (page) => page.waitForSelector('.candidate') },
  { name: 'options', width: 760, height: 900, prepare: (page) => page.waitForSelector('kbd') },
  { name: 'welcome', width: 760, height: 640, prepare: (page) => page.waitForSelector('#sample') },
  {
    name: 'conformance',
    width: 760,
    height: 560,
    prepare: async (page) => {
      await page.click('button.primary');
      await page.waitForSelector('.speed', { timeout: 60_000 });
    },
  },
];

const folder = join(root, 'docs', 'pictures');
await mkdir(folder, { recursive: true });
await buildExtension(['chrome']);
const server = await servePages();
for (const { language, scheme } of looks) {
  const { browser, id, close } = await launchWithExtension({ args: [`--lang=${language}`], defaultViewport: null });
  const save = (page: Page, name: string) => page.screenshot({ path: join(folder, `${name}-${language}-${scheme}.png`) });
  const open = async (url: string, width: number, height: number) => {
    const page = await browser.newPage();
    await page.setViewport({ width, height, deviceScaleFactor: 1.5 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(url);
    await page.bringToFront();
    return page;
  };

  const sample = await open(`${server.origin}/sample.html`, 760, 640);
  await selectText(sample, 'お腹が痛いので遅れます。');
  const late = await Tooltip.wait(sample);
  await late.evaluate((shadow) => shadow.querySelector<HTMLElement>('button.toggle[aria-pressed]')!.click());
  await late.evaluate((shadow) => shadow.querySelector<HTMLElement>('[data-word="1"]')!.click());
  await late.until((shadow) => shadow.querySelector('.candidate') && shadow.querySelector('.sheet')!.getAttribute('aria-busy') === 'false');
  await save(sample, 'pieces');
  await late.evaluate((shadow) => shadow.querySelector<HTMLElement>('button.toggle[aria-pressed]')!.click());
  await sample.keyboard.press('Escape');

  await selectText(sample, '僕は友達とXXXXをすることが好きだ');
  await (await Tooltip.wait(sample)).settled();
  await save(sample, 'tooltip');

  for (const { name, width, height, prepare } of ourPages) {
    const page = await open(`chrome-extension://${id}/${name}.html`, width, height);
    await prepare(page);
    await save(page, name);
    await page.close();
  }

  await sample.bringToFront();
  await selectText(sample, await sample.$eval('#prose', (prose) => prose.textContent!.trim()));
  await (await Tooltip.wait(sample)).settled();
  const panel = await open(`chrome-extension://${id}/panel.html`, 420, 640);
  // Every sentence has been scored once the legend says so.
  await panel.waitForFunction(() => document.querySelector('.legend [role="status"]')?.textContent !== '', { timeout: 60_000 });
  await save(panel, 'panel');
  await close();
}
await server.close();
console.error(`Pictures: ${folder}`);
