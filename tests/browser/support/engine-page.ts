import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import puppeteer, { type Page } from 'puppeteer';
import { build } from 'vite';
import { findBrowser } from '../../../scripts/browser/browser.ts';
import { kernelWasm } from '../../../scripts/extension/kernel.ts';
import { root } from '../../../scripts/node/paths.ts';
import common, { target } from '../../../vite.config.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** A page of a real browser with the engine in it, bundled as for the extension, and the repository's tests/fixtures beside it. */
export interface EnginePage {
  readonly page: Page;
  readonly origin: string;
  close(): Promise<void>;
}

/** @param entry A module under tests/browser/support. */
export async function openEnginePage(entry: string, args: readonly string[] = []): Promise<EnginePage> {
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
      minify: false,
      rolldownOptions: {
        input: join(root, 'tests/browser/support', entry),
        output: {
          format: 'es',
          entryFileNames: 'entry.js',
          codeSplitting: false,
          assetFileNames: 'assets/[name][extname]',
        },
      },
    },
  });
  await writeFile(join(folder, 'kernel.wasm'), await kernelWasm());
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    if (path === '/') {
      response
        .setHeader('Content-Type', 'text/html')
        .end('<!doctype html><meta charset="utf-8"><script type="module" src="/entry.js"></script>');
      return;
    }
    const file = path.startsWith('/fixtures/') ? join(root, 'tests', path) : join(folder, path);
    readFile(file).then(
      (body) => response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream').end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await puppeteer.launch({
    executablePath: await findBrowser(),
    headless: true,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args],
    protocolTimeout: 300_000,
  });
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error('in the page:', error));
  await page.goto(`${origin}/`);
  return {
    page,
    origin,
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await rm(folder, { recursive: true });
    },
  };
}
