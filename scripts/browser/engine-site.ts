import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { build } from 'vite';
import common, { scriptConfig, target } from '../../vite.config.ts';
import { compileKernel } from '../extension/kernel.ts';
import { root } from '../node/paths.ts';
import { launchChromium } from './chromium.ts';
import { serveFiles } from './server.ts';

const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/** Pages of a real browser with the engine in them, bundled as for the extension. */
export interface EngineSite {
  readonly origin: string;
  /** What the site serves, and the repository's tests/fixtures beside it. Goes with the site. */
  readonly folder: string;
  /** A new tab. @param query What comes behind the address, as in `?threads=2`. */
  open(query?: string): Promise<Page>;
  close(): Promise<void>;
}

export interface EngineSiteOptions {
  /** For the browser. */
  readonly args?: readonly string[];
  /** Isolated, as the extension's offscreen document is: wasm has threads. */
  readonly isolated?: boolean;
}

/** @param entry The pages' module, from the repository's root. */
export async function openEngineSite(
  entry: string,
  { args = [], isolated = false }: EngineSiteOptions = {},
): Promise<EngineSite> {
  const folder = await mkdtemp(join(tmpdir(), 'anaume-engine-'));
  await build({
    ...common,
    root,
    build: {
      target,
      outDir: folder,
      emptyOutDir: false,
      chunkSizeWarningLimit: 10_000,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: join(root, entry),
        output: {
          format: 'es',
          entryFileNames: 'entry.js',
          codeSplitting: false,
          assetFileNames: 'assets/[name][extname]',
        },
      },
    },
  });
  if (isolated) await build(scriptConfig({ name: 'thread', format: 'es' }, folder));
  await writeFile(join(folder, 'kernel.wasm'), await compileKernel());
  const server = await serveFiles(
    async (path) => {
      if (path === '/') return '<!doctype html><meta charset="utf-8"><script type="module" src="/entry.js"></script>';
      return await readFile(path.startsWith('/fixtures/') ? join(root, 'tests', path) : join(folder, path));
    },
    () => (isolated ? ISOLATED : {}),
  );
  const { origin } = server;
  const browser = await launchChromium({ args: [...args], protocolTimeout: 600_000 });
  return {
    origin,
    folder,
    async open(query = '') {
      const page = await browser.newPage();
      page.on('pageerror', (error) => console.error('in the page:', error));
      await page.goto(`${origin}/${query}`);
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}
