import { selectText } from '../browser/gestures.ts';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { Latest } from '../../src/protocol/protocol.ts';
import { hasJapanese } from '../../src/selection/japanese.ts';
import { buildExtension } from '../extension/build.ts';
import { launchWithExtension, type ExtensionBrowser } from '../browser/launch.ts';
import { runCommand, type Command } from '../node/command.ts';
import { InputError } from '../node/lines.ts';
import { servePages } from '../browser/page-server.ts';
import { resolveFromCaller } from '../node/paths.ts';
import { shownWords, Tooltip } from '../browser/tooltip.ts';

/** One of the examples that the README begins with. */
export const SAMPLE = '僕は友達とXXXXをすることが好きだ';

const options = {
  text: { type: 'string', default: SAMPLE, value: 'T', help: 'what is selected' },
  json: { type: 'boolean', default: false, help: 'one JSON object' },
  screenshot: { type: 'string', value: 'DIR', help: 'a folder for pictures of both' },
} as const;

interface DemoOptions {
  readonly text: string;
  readonly json: boolean;
  readonly screenshots: string | null;
}

/** `npm run demo`; what `npm start` does where it finds no display. */
export const demo: Command<typeof options> = {
  name: 'demo',
  about: `The main job, headless, through the built extension in a real browser: selects a text on the sample page, waits for tooltip and
popup, and prints what they show.`,
  options,
  async run({ text, json, screenshot }) {
    if (!hasJapanese(text)) throw new InputError('--text has no Japanese in it: nothing would open');
    const screenshots = screenshot === undefined ? null : resolveFromCaller(screenshot);
    console.error('Building the extension …');
    await buildExtension(['chrome']);
    const pages = await servePages();
    const extension = await launchWithExtension({
      defaultViewport: { width: 900, height: 620, deviceScaleFactor: 2 },
      args: ['--lang=ja'],
    });
    try {
      await show(extension, `${pages.origin}/sample.html`, { text, json, screenshots });
    } finally {
      await extension.close();
      await pages.close();
    }
  },
};

async function show(extension: ExtensionBrowser, url: string, { text, json, screenshots }: DemoOptions): Promise<void> {
  const page = await extension.browser.newPage();
  await page.goto(url);
  const started = performance.now();
  await selectText(page, text);
  const tooltip = await Tooltip.wait(page);
  const words = await tooltip.words();
  const tokensShown = performance.now();
  const { failure } = await tooltip.settled();
  if (failure) throw new Error(failure);
  const predictionsShown = performance.now();

  const popup = await extension.openPopup(page);
  await popup.waitForSelector('[data-word]', { timeout: 20_000 });
  const popupShown = performance.now();
  const popupWords = await popup.$eval('body', shownWords);
  if (popupWords?.join(' ') !== words.join(' '))
    throw new Error(`the popup shows ${popupWords?.join(' ')}, the tooltip ${words.join(' ')}`);

  if (screenshots) {
    await mkdir(screenshots, { recursive: true });
    await page.screenshot({ path: join(screenshots, 'tooltip.png') });
    await popup.screenshot({ path: join(screenshots, 'popup.png'), fullPage: true });
    console.error(`Pictures: ${join(screenshots, 'tooltip.png')}, ${join(screenshots, 'popup.png')}`);
  }

  const worker = await extension.worker();
  const stored = await worker.evaluate('chrome.storage.session.get("latest").then(({ latest }) => latest)');
  const { analysis, prediction } = v.parse(v.pipe(v.string(), v.parseJson(), Latest), stored);
  const milliseconds = {
    tokens: tokensShown - started,
    predictions: predictionsShown - started,
    popup: popupShown - predictionsShown,
  };
  if (json) {
    console.log(
      JSON.stringify({
        text: analysis.text,
        model: prediction?.model ?? null,
        backend: prediction?.backend.device ?? null,
        morphemes: analysis.morphemes.map(({ surface, start, end, partOfSpeech, reading }) => ({
          surface,
          start,
          end,
          pos: partOfSpeech.join('-'),
          reading,
        })),
        pieces: analysis.pieces,
        masks: (prediction?.masks ?? []).map(({ start, end, candidates }) => ({ start, end, candidates })),
        timings_ms: Object.fromEntries(Object.entries(milliseconds).map(([name, value]) => [name, Math.round(value)])),
      }),
    );
    return;
  }
  console.log(words.join(' '));
  for (const mask of prediction?.masks ?? []) {
    console.log(
      mask.candidates.map(({ text: candidate, score }) => `${candidate} ${(100 * score).toFixed(1)} %`).join('  '),
    );
  }
}

if (import.meta.filename === process.argv[1]) await runCommand(demo);
