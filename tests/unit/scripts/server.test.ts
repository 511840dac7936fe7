import { afterEach, expect, it } from 'vitest';
import { serveFiles, type Server } from '../../../scripts/browser/server.ts';

let server: Server;
afterEach(() => server.close());

it('serves what is there with its type, and outlives what is not and what is no address', async () => {
  const files = new Map([['/a.html', '猫']]);
  server = await serveFiles(
    async (path) => files.get(path) ?? Promise.reject(new Error(path)),
    () => ({ 'X-Own': 'yes' }),
  );
  const ask = async (path: string) => await fetch(server.origin + path);
  expect((await ask('/missing')).status).toBe(404);
  expect((await ask('/50%')).status).toBe(404);
  const found = await ask('/a.html');
  expect(await found.text()).toBe('猫');
  expect([found.headers.get('content-type'), found.headers.get('x-own')]).toEqual(['text/html; charset=utf-8', 'yes']);
});
