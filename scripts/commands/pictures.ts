import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildExtension } from '../extension/build.ts';
import { buildComponents, lookPath, looks } from '../browser/components.ts';
import { launchWithExtension, type ExtensionBrowser } from '../browser/launch.ts';
import { servePages } from '../browser/page-server.ts';
import { shots, type Shot } from '../browser/shots.ts';
import { runCommand } from '../node/command.ts';
import { resolveFromCaller, root } from '../node/paths.ts';

const languages = [
  { language: 'en', ownScheme: 'light' },
  { language: 'ja', ownScheme: 'dark' },
] as const;

interface Given {
  readonly folder: string;
  readonly all: boolean;
  readonly width: string | undefined;
  readonly scale: string;
  readonly only: readonly string[] | undefined;
}

async function takeAll(given: Given): Promise<void> {
  await mkdir(given.folder, { recursive: true });
  await buildExtension(['chrome']);
  const server = await servePages(await buildComponents());
  try {
    for (const one of languages) await takeIn(one, given, server.origin);
  } finally {
    await server.close();
  }
  console.error(`Pictures: ${given.folder}`);
}

async function takeIn(
  { language, ownScheme }: (typeof languages)[number],
  given: Given,
  origin: string,
): Promise<void> {
  const extension = await launchWithExtension({ args: [`--lang=${language}`], defaultViewport: null });
  try {
    for (const scheme of ['light', 'dark'] as const) {
      for (const shot of shots) {
        if ((given.only && !given.only.includes(shot.name)) || !(given.all || shot.everyLook || scheme === ownScheme))
          continue;
        await take(given, origin, extension, shot, `${shot.name}-${language}-${scheme}.png`, scheme);
      }
    }
    for (const look of looks) {
      if ((given.only && !given.only.includes('components')) || look.language !== language) continue;
      if (given.all || look.theme === ownScheme) await takeComponents(given, origin, extension, look);
    }
  } finally {
    await extension.close();
  }
}

/** Every component in its states. */
async function takeComponents(
  { folder }: Given,
  origin: string,
  { browser }: ExtensionBrowser,
  look: (typeof looks)[number],
): Promise<void> {
  const page = await browser.newPage();
  await page.setViewport({ width: 1340, height: 900 });
  await page.goto(origin + lookPath(look));
  await page.waitForSelector('[data-shown]');
  await page.screenshot({ path: join(folder, `components-${look.language}-${look.theme}.png`), fullPage: true });
  await page.close();
}

async function take(
  given: Given,
  origin: string,
  extension: ExtensionBrowser,
  { page: path, width, height, wholePage = false, forcedColors = false, zoom = 1, prepare, after }: Shot,
  file: string,
  scheme: string,
): Promise<void> {
  const factor = zoom * Number(given.scale);
  const page = await extension.browser.newPage();
  await page.setViewport({
    width: Math.round(Number(given.width ?? width) / factor),
    height: Math.round(height / factor),
    deviceScaleFactor: (wholePage ? 1 : 1.5) * factor,
  });
  // Puppeteer does not know of forced colours.
  const features = [
    { name: 'prefers-color-scheme', value: scheme },
    ...(forcedColors ? [{ name: 'forced-colors', value: 'active' }] : []),
  ];
  await (await page.createCDPSession()).send('Emulation.setEmulatedMedia', { features });
  const own = !path.includes('/') && path !== 'sample.html';
  await page.goto(own ? `chrome-extension://${extension.id}/${path}` : `${origin}/${path}`);
  await page.bringToFront();
  await prepare(page, extension);
  // What was clicked to come here need not look pointed at.
  if (own) await page.mouse.move(0, 0);
  await page.screenshot({ path: join(given.folder, file), fullPage: wholePage });
  await page.close();
  // What a picture switched on is not for the next to show.
  await (await extension.worker()).evaluate('chrome.storage.local.clear()');
  await after?.(extension);
}

await runCommand({
  name: 'pictures',
  about: `Takes the pictures of docs/pictures: every surface, in English and light, and in Japanese and dark; some in all four.
Width and scale (zoom) are for looking, not for docs.`,
  options: {
    out: { type: 'string', value: 'DIR', help: 'where they go' },
    all: { type: 'boolean', default: false, help: 'both languages in both schemes' },
    width: { type: 'string', value: 'PIXELS', help: 'of the window' },
    scale: { type: 'string', default: '1', value: '0.5…3', help: 'zoom' },
    only: { type: 'string', value: 'NAME,…', help: 'some of them' },
  },
  run: ({ out, only, ...given }) =>
    takeAll({
      ...given,
      width: given.width,
      folder: out ? resolveFromCaller(out) : join(root, 'docs', 'pictures'),
      only: only?.split(','),
    }),
});
