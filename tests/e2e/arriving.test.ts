import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inBoth } from './support/both.ts';
import { selectByMouse } from './support/extension.ts';
import { Shown } from './support/shown.ts';

const HEAD = '<!doctype html><title>arriving</title><p id="text">友達と遊ぶ</p>';

/** A page that has not arrived yet: the server goes on with nothing that it has begun. */
const unfinished: Readonly<Record<string, string>> = {
  '/streaming': HEAD,
  '/blocked': `${HEAD}<script src="/script"></script><p>Not read before the script.</p>`,
  '/script': '//',
};

let server: Server;
beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    const text = unfinished[url];
    if (text === undefined) return void response.writeHead(404).end();
    response.writeHead(200, {
      'Content-Type': url === '/script' ? 'text/javascript' : 'text/html; charset=utf-8',
    });
    if (url === '/blocked') response.end(text);
    else response.write(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

inBoth(
  async () => ({}),
  (bench) => {
    const open = async (path: string) => {
      const page = await bench.page.browser().newPage();
      // It never is there.
      void page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`).catch(() => {});
      await page.waitForSelector('#text');
      await page.bringToFront();
      return page;
    };
    const readyState = () => document.readyState;

    it.each(['/streaming', '/blocked'])(
      'what is selected in a page that is still arriving is read: %s',
      async (path) => {
        const page = await open(path);
        await selectByMouse(page, '#text');
        expect(await Shown.words(page.mainFrame())).toBe('友達 と 遊ぶ');
        expect(await page.evaluate(readyState)).toBe('loading');
        await page.close();
      },
    );

    it('the shortcut is heard in it', async () => {
      const page = await open('/streaming');
      await bench.shortcut();
      // Nothing is selected: it says so.
      expect(
        await (await Shown.wait(page.mainFrame())).until((root) => root.querySelector('.nothing-read') !== null),
      ).toBe(true);
      expect(await page.evaluate(readyState)).toBe('loading');
      await page.close();
    });
  },
);
