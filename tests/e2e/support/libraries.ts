import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { target } from '../../../vite.config.ts';
import { root } from '../../../scripts/node/paths.ts';

const folder = join(root, 'tests', 'pages', 'libraries');

/**
 * Pages of real libraries, tests/pages/libraries: each script built with what it imports. Paths of the pages' server to
 * their content.
 */
export async function libraryPages(): Promise<Record<string, string>> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const [result] = [
    await build({
      root: folder,
      configFile: false,
      publicDir: false,
      logLevel: 'error',
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        write: false,
        minify: false,
        target,
        modulePreload: false,
        cssCodeSplit: false,
        rolldownOptions: {
          input: Object.fromEntries(names.map((name) => [name.slice(0, -3), join(folder, name)])),
          preserveEntrySignatures: 'allow-extension',
          output: {
            entryFileNames: '[name].js',
            chunkFileNames: 'shared/[name]-[hash].js',
            assetFileNames: '[name][extname]',
          },
        },
      },
    }),
  ].flat() as Rolldown.RolldownOutput[];
  return {
    '/libraries/index.html': readFileSync(join(folder, 'index.html'), 'utf8'),
    ...Object.fromEntries(
      result!.output.map((file) => [
        `/libraries/${file.fileName}`,
        file.type === 'chunk' ? file.code : Buffer.from(file.source).toString(),
      ]),
    ),
  };
}
