import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { root } from '../node/paths.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.xhtml': 'application/xhtml+xml; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
};

export interface PageServer {
  /** For example `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** Paths asked for so far, in order: tests look here for requests that must not happen. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/**
 * Serves tests/pages on a free port of this machine, for the demo and the browser tests.
 * @param made Files that are not in the folder: path to content.
 * A page named `*.csp.html` is sent with a content security policy that allows nothing.
 */
export async function servePages(made: Readonly<Record<string, string | Uint8Array>> = {}): Promise<PageServer> {
  const folder = join(root, 'tests', 'pages');
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    requests.push(path);
    (path in made ? Promise.resolve(made[path]!) : readFile(join(folder, path))).then(
      (body) => {
        response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream');
        if (path.endsWith('.csp.html')) {
          response.setHeader(
            'Content-Security-Policy',
            "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'; sandbox allow-scripts",
          );
        }
        response.end(body);
      },
      () => {
        response.statusCode = 404;
        response.end('not found');
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
