import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that plays the model hub with one model, whose manners tests can spoil. */
export interface FakeHub {
  readonly origin: string;
  /** Requests so far: path and Range. */
  readonly requests: string[];
  /** Break the connection after so many bytes of the checkpoint, once for each number. */
  readonly breakAfter: number[];
  ranges: boolean;
  /** Milliseconds between pieces of 16 kB. */
  slowness: number;
  /** Change a byte of the checkpoint on its way. */
  corrupt: boolean;
  close(): Promise<void>;
}

export const MODEL = 'tohoku-nlp/bert-base-japanese-whole-word-masking';

export async function startHub(folder: string): Promise<FakeHub> {
  const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`)]));
  const siblings = [...files].map(([rfilename, bytes]) => ({
    rfilename, size: bytes.length, ...(rfilename.endsWith('.bin') ? { lfs: { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length } } : {}),
  }));
  const state = { requests: [] as string[], breakAfter: [] as number[], ranges: true, slowness: 0, corrupt: false };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const range = request.headers.range;
    state.requests.push(range ? `${pathname} ${range}` : pathname);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', 'Content-Range');
    if (pathname === `/api/models/${MODEL}`) {
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ id: MODEL, sha: 'abc123', siblings }));
      return;
    }
    const file = files.get(pathname.replace(`/${MODEL}/resolve/abc123/`, ''));
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    let body = Buffer.from(file);
    const isCheckpoint = pathname.endsWith('.bin');
    if (isCheckpoint && state.corrupt) body[body.length - 100]! ^= 1;
    if (range && state.ranges) {
      const start = Number(/^bytes=(\d+)-$/.exec(range)![1]);
      response.writeHead(206, { 'Content-Range': `bytes ${start}-${body.length - 1}/${body.length}` });
      body = body.subarray(start);
    }
    const end = isCheckpoint ? (state.breakAfter.shift() ?? body.length) : body.length;
    for (let at = 0; at < end; at += 16_384) {
      response.write(body.subarray(at, Math.min(end, at + 16_384)));
      await new Promise((resolve) => setTimeout(resolve, isCheckpoint ? state.slowness : 0));
    }
    if (end < body.length) response.destroy();
    else response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(state, {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}
