import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { InlineConfig, Plugin } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
export const entries = `${root}src/entrypoints/`;

/** Scripts the browser loads as classic scripts (content scripts cannot be modules) or as one module file (workers). */
export const scripts = [
  { name: 'content', format: 'iife' },
  { name: 'tooltip', format: 'iife' },
  { name: 'writing', format: 'iife' },
  { name: 'background', format: 'es' },
  { name: 'worker', format: 'es' },
  { name: 'models', format: 'es' },
  { name: 'thread', format: 'es' },
] as const;

export const pages = ['popup', 'panel', 'options', 'welcome', 'conformance', 'offscreen'] as const;

/**
 * Changes with the model that ships, with ONNX Runtime, and with the code that prepares models: what an older one
 * prepared is of no use to it.
 */
function engineVersion(): string {
  const hash = createHash('sha256');
  const files = readdirSync(`${root}src/engine`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `src/engine/${name}`)
    .sort();
  const others = [
    'models/default/config.json',
    'models/default/model.safetensors',
    'node_modules/onnxruntime-web/package.json',
  ];
  for (const name of [...files, ...others]) hash.update(`${name}\n`).update(readFileSync(root + name));
  return hash.digest('hex').slice(0, 16);
}

/** What is changed in @xenova/transformers. */
const changes: readonly (readonly [from: string, to: string])[] = [
  // Where it would load ORT's wasm from if nobody said where it is. We do: the package names no place to load code
  // from.
  ['https://cdn.jsdelivr.net/npm/onnxruntime-web@', ''],
  // Sessions are made and run in turn; one that fails would fail all after it.
  ['webInitChain.then(load)', 'webInitChain.then(load, load)'],
  ['webInferenceChain.then(run)', 'webInferenceChain.then(run, run)'],
];
const changedTransformers: Plugin = {
  name: 'changed-transformers',
  transform: {
    filter: { id: /transformers\.web\.js$/ },
    handler(code) {
      for (const [from] of changes) if (!code.includes(from)) this.error(`@xenova/transformers no longer has ${from}`);
      return { code: changes.reduce((changed, [from, to]) => changed.replaceAll(from, to), code), map: null };
    },
  },
};

const common: InlineConfig = {
  root: entries,
  configFile: false,
  publicDir: false,
  base: './',
  logLevel: 'warn',
  plugins: [changedTransformers],
  define: { ENGINE_VERSION: JSON.stringify(engineVersion()) },
  // One build of ORT for all: @xenova/transformers would bring another.
  resolve: {
    alias: {
      'onnxruntime-web/webgpu': 'onnxruntime-web/jspi',
      'onnxruntime-common': 'onnxruntime-web/jspi',
      // textlint's rules split by our analyser, and there is no Node.
      kuromojin: `${entries}../worker/rules/kuromojin.ts`,
      'node:assert': `${entries}../worker/rules/assert.cjs`,
      assert: `${entries}../worker/rules/assert.cjs`,
    },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
};

/** The oldest that is tested, and what the manifest asks for. */
export const target = ['chrome150', 'firefox153'];

/**
 * One script in one file; the worker alone has another beside it, @xenova/transformers, which it loads for models that
 * need it.
 */
export function scriptConfig({ name, format }: (typeof scripts)[number], outDir: string): InlineConfig {
  return {
    ...common,
    // Every page loads the content script, so it does without the polyfill's 10 kB.
    ...(name === 'content'
      ? { resolve: { alias: { 'webextension-polyfill': `${root}src/extension/native-api.ts` } } }
      : {}),
    build: {
      target,
      outDir,
      emptyOutDir: false,
      modulePreload: false,
      // ORT names its wasm by `new URL(…, import.meta.url)`; the build copies that file itself, once for all entries.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: `${entries}${name}.ts`,
        output: {
          format,
          entryFileNames: `${name}.js`,
          chunkFileNames: '[name].js',
          codeSplitting: name === 'worker',
          assetFileNames: 'assets/[name][extname]',
        },
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
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'assets/[name].js',
          assetFileNames: 'assets/[name][extname]',
        },
      },
    },
  };
}

export default common;
