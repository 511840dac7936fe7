import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { build } from 'vite';
import { createAnswerer } from '../../../src/worker/answerer.ts';
import type { Outcome } from '../../../src/protocol/outcome.ts';
import type { Latest } from '../../../src/protocol/protocol.ts';
import { launchChromium } from '../../../scripts/browser/chromium.ts';
import { runtimes } from '../../../scripts/node/runtimes.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { root } from '../../../scripts/node/paths.ts';
import common, { target } from '../../../vite.config.ts';

export type Language = 'en' | 'ja';
type Answer = (params: never) => Promise<Outcome<unknown>> | Outcome<unknown>;
/** Answers of a test's own, by method; the rest comes from the dictionary and the model that ship. */
export type Answers = { [method: string]: Answer };

/** A browser whose pages can be given our selection and view code. */
export interface Surfaces {
  readonly browser: Browser;
  /**
   * A page with `html` in it, at its own origin, with `globalThis.anaume` (see harness.ts).
   * @param options.headers For example a content security policy, which then binds our code as the page's own.
   */
  page(html: string, options?: PageOptions): Promise<Page>;
  /** What the background would have kept: the analysis of `text` and the prediction for some of its words. */
  latest(text: string, morphemes: number[]): Promise<Latest>;
  close(): Promise<void>;
}

export interface PageOptions {
  readonly answers?: Answers;
  readonly headers?: Record<string, string>;
  readonly contentType?: string;
  readonly viewport?: { readonly width: number; readonly height: number; readonly deviceScaleFactor?: number };
  /** Opens the tooltip's shadow root to tools that run in the page, such as axe-core. */
  readonly openShadow?: boolean;
  readonly features?: readonly { readonly name: string; readonly value: string }[];
}

export const messages = async (language: Language): Promise<Record<string, { message: string }>> =>
  JSON.parse(await readFile(join(root, 'public', '_locales', language, 'messages.json'), 'utf8'));

async function bundle(): Promise<string> {
  const result = await build({
    ...common,
    root,
    build: {
      write: false,
      minify: false,
      target,
      rolldownOptions: { input: join(root, 'tests/browser/support/harness.ts'), output: { format: 'iife' } },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('nothing was built');
  return output.output[0].code;
}

export async function launchSurfaces(): Promise<Surfaces> {
  const [code, browser] = await Promise.all([bundle(), launchChromium({ ignoreDefaultArgs: ['--hide-scrollbars'] })]);
  const answerer = createAnswerer({ files: nodeFiles(root), runtimes });
  const request = { signal: new AbortController().signal, report: () => {}, progress: () => {} };
  const real: Answers = {
    analyze: (params) => answerer.analyze(params, request),
    readings: (params) => answerer.readings(params, request),
    meanings: (params) => answerer.meanings(params, request),
    predict: (params) => answerer.predict(params, request),
    status: (params) => answerer.status(params, request),
    latest: () => ({ ok: true, value: null }),
  };

  return {
    browser,
    async page(
      html,
      {
        answers = {},
        headers = {},
        contentType = 'text/html; charset=utf-8',
        viewport,
        features = [],
        openShadow = false,
      } = {},
    ) {
      const page = await browser.newPage();
      page.on('pageerror', (error) => console.error('in the page:', error));
      await page.setViewport(viewport ?? { width: 900, height: 700 });
      if (features.length > 0) await page.emulateMediaFeatures([...features]);
      await page.exposeFunction('anaumeAnswer', async (method: string, params: never) => {
        const answer = answers[method] ?? real[method];
        return answer ? await answer(params) : { ok: false, failure: { code: 'refused', detail: method } };
      });
      await page.evaluateOnNewDocument(
        (mode) => {
          const roots: ShadowRoot[] = [];
          const attach = Element.prototype.attachShadow;
          Element.prototype.attachShadow = function (init) {
            const ours = this.localName === 'div' && init.mode === 'closed';
            const made = attach.call(this, ours ? { ...init, mode: mode as ShadowRootMode } : init);
            if (ours) roots.push(made);
            return made;
          };
          globalThis.anaumeRoots = roots;
        },
        openShadow ? 'open' : 'closed',
      );
      await page.setRequestInterception(true);
      page.on('request', (intercepted) => void intercepted.respond({ status: 200, contentType, headers, body: html }));
      await page.goto('https://page.example/');
      await page.evaluate(code);
      return page;
    },
    async latest(text, morphemes) {
      const analysis = await answerer.analyze({ text }, request);
      const prediction = await answerer.predict({ text, morphemes, candidates: 5 }, request);
      if (!analysis.ok || !prediction.ok) throw new Error('the shipped parts do not answer');
      return { analysis: analysis.value, prediction: prediction.value };
    },
    close: () => browser.close(),
  };
}

/** Selects the contents of the first element that matches, as a user would: the selection is the page's own. */
export async function select(page: Page, selector: string): Promise<void> {
  await page.evaluate((query) => {
    const element = document.querySelector(query)!;
    if ('select' in element) {
      (element as HTMLInputElement).focus();
      (element as HTMLInputElement).select();
      return;
    }
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = getSelection()!;
    selection.removeAllRanges();
    selection.addRange(range);
  }, selector);
}

/** Selects, opens the tooltip, and waits until it has read the text. */
export async function openTooltip(
  page: Page,
  selector: string,
  language: Language = 'en',
  settings: object = {},
): Promise<void> {
  await select(page, selector);
  const all = await messages(language);
  await page.evaluate((texts, chosen) => anaume.open(texts, chosen), all, settings);
  await inTooltip(page, (tooltip) => tooltip.querySelector('.word, .failure') !== null);
}

/** Waits until a press in the newest tooltip counts. */
export const untilStill = (page: Page): Promise<void> =>
  inTooltip(page, (tooltip) => tooltip.querySelector('.tooltip[data-still]'));

/** Waits until the newest tooltip stands where it belongs: what has grown finds its place with the next frame. */
export const untilPlaced = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Waits until `condition` holds in the newest tooltip. */
export async function inTooltip(
  page: Page,
  condition: ((tooltip: ShadowRoot) => unknown) | string,
  timeout = 20_000,
): Promise<void> {
  await page.waitForFunction(`(${condition.toString()})(anaumeRoots.at(-1))`, { timeout });
}

/** Waits until the newest tooltip stands where it belongs with its candidates. */
export async function untilAnswered(page: Page): Promise<void> {
  await inTooltip(page, (tooltip) => tooltip.querySelector('.candidate'));
  await untilPlaced(page);
}
