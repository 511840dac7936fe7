import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../node/paths.ts';
import { serveFiles, type Server } from './server.ts';

/** Allows nothing. */
const POLICY = "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'; sandbox allow-scripts";

export interface PageServer extends Server {
  /** Paths asked for so far, in order: tests look here for requests that must not happen. */
  readonly requests: readonly string[];
}

/**
 * Serves tests/pages on a free port of this machine, for the demo and the browser tests.
 * @param made Files that are not in the folder: path to content.
 * A page named `*.csp.html` is sent with a content security policy that allows nothing.
 */
export async function servePages(made: Readonly<Record<string, string | Uint8Array>> = {}): Promise<PageServer> {
  const requests: string[] = [];
  const read = async (path: string) => {
    requests.push(path);
    return made[path] ?? (await readFile(join(root, 'tests', 'pages', path)));
  };
  const headersOf = (path: string): Record<string, string> =>
    path.endsWith('.csp.html') ? { 'Content-Security-Policy': POLICY } : {};
  return { ...(await serveFiles(read, headersOf)), requests };
}
