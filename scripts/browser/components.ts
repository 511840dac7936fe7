import { join } from 'node:path';
import { build, createServer, type InlineConfig } from 'vite';
import { root } from '../node/paths.ts';
import common from '../../vite.config.ts';

const config: InlineConfig = { ...common, root: join(root, 'tests/components') };

/** The looks that the page of components has. */
export const looks = [
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
  { language: 'ja', theme: 'light' },
  { language: 'ja', theme: 'dark' },
] as const;

/** The path of the page of components in a look, where its files are served. */
export const lookPath = ({ language, theme }: (typeof looks)[number]): string =>
  `/components/index.html?language=${language}&theme=${theme}`;

/** The page of components, built: path to content, for `servePages`. */
export async function buildComponents(): Promise<Record<string, string>> {
  const result = await build({
    ...config,
    build: { write: false, rolldownOptions: { output: { entryFileNames: 'main.js' } } },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('nothing was built');
  return Object.fromEntries(
    output.output.map((file) => [
      `/components/${file.fileName}`,
      file.type === 'chunk' ? file.code : String(file.source),
    ]),
  );
}

/** Serves the page of components as its sources are, and follows their changes. Returns its address. */
export async function serveComponents(): Promise<string> {
  const server = await createServer(config);
  await server.listen();
  return server.resolvedUrls?.local[0] ?? '';
}
