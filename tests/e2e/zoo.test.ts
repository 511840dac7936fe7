import type { Frame, Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchWithExtension, type ExtensionBrowser } from '../../scripts/launch.ts';
import { servePages, type PageServer } from '../../scripts/page-server.ts';
import { Shown } from './support/shown.ts';
import { openCase, readCase } from './support/zoo.ts';
import { zoo } from './support/zoo-cases.ts';

let pages: PageServer;
let extension: ExtensionBrowser;
let page: Page;

beforeAll(async () => {
  pages = await servePages();
  extension = await launchWithExtension({ defaultViewport: { width: 900, height: 700 } });
  page = await extension.browser.newPage();
});

afterAll(async () => {
  await extension?.close();
  await pages?.close();
});

describe('in Chromium', () => {
  it.each(zoo.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const frame = await openCase(page, pages.origin, one);
    expect(await readCase(frame, one)).toBe(one.words);
  });
});
