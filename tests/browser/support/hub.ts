import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that plays the model hub with one model, or a few, whose manners tests can spoil. */
export interface FakeHub {
  readonly origin: string;
  /**
   * Where the checkpoint is sent from when `redirect` is on: another port, as the real hub's file servers are other
   * hosts.
   */
  readonly fileOrigin: string;
  /** Requests so far: path and Range. */
  readonly requests: string[];
  /** Break the connection after so many bytes of the checkpoint, once for each number. */
  readonly breakAfter: number[];
  ranges: boolean;
  /** Milliseconds between pieces of 16 kB. */
  slowness: number;
  /** Change a byte of the checkpoint on its way. */
  corrupt: boolean;
  /** Announce so many bytes more of the checkpoint than there are. */
  exaggerate: number;
  /** Send the checkpoint from this origin. */
  redirect: string | null;
  /** Answer everything with this status. */
  status: number | null;
  /** In place of the model's tokenizer_config.json, and of its config.json (of the same length). */
  tokenizer: object | null;
  config: object | null;
  close(): Promise<void>;
}

export const MODEL = 'tohoku-nlp/bert-base-japanese-whole-word-masking';
const manners = {
  ranges: true,
  slowness: 0,
  corrupt: false,
  exaggerate: 0,
  redirect: null,
  status: null,
  tokenizer: null,
  config: null,
} satisfies Partial<FakeHub>;

/** Forgets what was asked, and behaves. */
export function calm(hub: FakeHub): void {
  Object.assign(hub, manners);
  hub.breakAfter.length = 0;
  hub.requests.length = 0;
}

/** @param others Models besides the one of `folder`, by name, each with its files by path. */
export async function startHub(
  folder: string,
  others: ReadonlyMap<string, ReadonlyMap<string, Uint8Array>> = new Map(),
): Promise<FakeHub> {
  const own = new Map(readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`)]));
  const filesOf = (model: string): ReadonlyMap<string, Uint8Array> | undefined =>
    model === MODEL ? own : others.get(model);
  const isCheckpoint = (name: string) => /\.(?:bin|safetensors|onnx|onnx_data)$/.test(name);
  const state = { ...manners, requests: [] as string[], breakAfter: [] as number[] } as unknown as {
    -readonly [K in keyof FakeHub]: FakeHub[K];
  };
  const content = (model: string, name: string) =>
    name === 'tokenizer_config.json' && state.tokenizer
      ? Buffer.from(JSON.stringify(state.tokenizer))
      : name === 'config.json' && state.config
        ? Buffer.from(JSON.stringify(state.config).padEnd(filesOf(model)!.get(name)!.length))
        : filesOf(model)?.get(name);
  const siblings = (model: string) =>
    [...filesOf(model)!.keys()].map((rfilename) => {
      const bytes = content(model, rfilename)!;
      const size = bytes.length + (isCheckpoint(rfilename) ? state.exaggerate : 0);
      return {
        rfilename,
        size,
        ...(isCheckpoint(rfilename) ? { lfs: { sha256: createHash('sha256').update(bytes).digest('hex'), size } } : {}),
      };
    });

  const hub = (files: boolean) =>
    createServer(async (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const range = request.headers.range;
      state.requests.push(`${files ? 'files: ' : ''}${range ? `${pathname} ${range}` : pathname}`);
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Access-Control-Expose-Headers', 'Content-Range');
      if (state.status !== null) {
        response.writeHead(state.status).end();
        return;
      }
      const asked = pathname.replace('/api/models/', '');
      if (filesOf(asked)) {
        response
          .setHeader('Content-Type', 'application/json')
          .end(JSON.stringify({ id: asked, sha: 'abc123', siblings: siblings(asked) }));
        return;
      }
      const [model, name = ''] = pathname.slice(1).split('/resolve/abc123/') as [string, string?];
      const file = content(model, name);
      if (!file) {
        response.writeHead(404).end();
        return;
      }
      if (!files && state.redirect !== null && isCheckpoint(name)) {
        response.writeHead(302, { Location: state.redirect + pathname }).end();
        return;
      }
      let body = Buffer.from(file);
      if (isCheckpoint(name) && state.corrupt) body[body.length - 100]! ^= 1;
      if (range && state.ranges) {
        const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range)!;
        const start = Number(from);
        const last = to ? Math.min(Number(to), body.length - 1) : body.length - 1;
        response.statusCode = 206;
        response.setHeader('Content-Range', `bytes ${start}-${last}/${body.length}`);
        body = body.subarray(start, last + 1);
      }
      response.setHeader('Content-Length', body.length);
      const end = isCheckpoint(name) ? Math.min(body.length, state.breakAfter.shift() ?? body.length) : body.length;
      for (let at = 0; at < end && !response.destroyed; at += 16_384) {
        response.write(body.subarray(at, Math.min(end, at + 16_384)));
        await new Promise((resolve) => setTimeout(resolve, isCheckpoint(name) ? state.slowness : 0));
      }
      if (end === body.length) return void response.end();
      // The end of the stream without the end of the body. A browser drops what nobody has read by then: that takes a
      // moment.
      await new Promise((resolve) => setTimeout(resolve, 300));
      response.socket?.end();
    });
  const servers = [hub(false), hub(true)];
  const [origin, fileOrigin] = await Promise.all(servers.map(listen));
  return Object.assign(state, {
    origin: origin!,
    fileOrigin: fileOrigin!,
    close: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise<void>((resolve) => server.close(() => resolve()));
      }
    },
  });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
