import { fileURLToPath } from 'node:url';
import type { InlineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
export const entries = `${root}src/entrypoints/`;

/** Scripts the browser loads as classic scripts (content scripts cannot be modules) or as one module file (workers). */
export const scripts = [
  { name: 'content', format: 'iife' },
  { name: 'tooltip', format: 'iife' },
  { name: 'background', format: 'es' },
  { name: 'worker', format: 'es' },
] as const;

export const pages = ['popup', 'panel', 'options', 'welcome', 'conformance'] as const;

const common: InlineConfig = {
  root: entries,
  configFile: false,
  publicDir: false,
  base: './',
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
};

const target = ['chrome137', 'firefox153'];

/** One script, everything in one file: nothing in the package imports at run time. */
export function scriptConfig({ name, format }: (typeof scripts)[number], outDir: string): InlineConfig {
  return {
    ...common,
    // Every page loads the content script, so it does without the polyfill's 10 kB.
    ...(name === 'content' ? { resolve: { alias: { 'webextension-polyfill': `${root}src/platform/native-api.ts` } } } : {}),
    build: {
      target,
      outDir,
      emptyOutDir: false,
      modulePreload: false,
      // ORT names its wasm by `new URL(…, import.meta.url)`; the build copies that file itself, once for all entries.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: `${entries}${name}.ts`,
        output: { format, entryFileNames: `${name}.js`, codeSplitting: false, assetFileNames: 'assets/[name][extname]' },
      },
    },
  };
}

/** The extension's own pages, sharing chunks. */
export function pagesConfig(outDir: string): InlineConfig {
  return {
    ...common,
    build: {
      target,
      outDir,
      emptyOutDir: false,
      modulePreload: false,
      rolldownOptions: {
        input: Object.fromEntries(pages.map((name) => [name, `${entries}${name}.html`])),
        output: { entryFileNames: '[name].js', chunkFileNames: 'assets/[name].js', assetFileNames: 'assets/[name][extname]' },
      },
    },
  };
}

export default common;
