import { watch } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type InlineConfig, type Rolldown } from 'vite';
import { pagesConfig, scriptConfig, scripts } from '../../vite.config.ts';
import { serveComponents } from '../browser/components.ts';
import { hasDisplay } from '../browser/display.ts';
import { launchWithExtension } from '../browser/launch.ts';
import { servePages } from '../browser/page-server.ts';
import { buildExtension } from '../extension/build.ts';
import { runCommand } from '../node/command.ts';
import { root } from '../node/paths.ts';

/** Changes that come within this many milliseconds are one. */
const TOGETHER = 200;

await runCommand({
  name: 'dev',
  about: `Builds, opens a browser with the extension on the sample page, watches src/ and public/, builds again what a change concerns, and
reloads the extension, its pages and the other tabs. Ends when the browser is closed. Worker and model stay what they were until something of
theirs changes. Changes to manifest.json, models/, vite.config.ts or the kernel's assembly want a new start. Every component in its states is
on a page of its own, whose address is printed; that page follows changes by itself.`,
  options: { headless: { type: 'boolean', default: false, help: 'without a window' } },
  async run({ headless }) {
    console.error('Building the extension …');
    await buildExtension(['chrome']);
    const folder = join(root, 'dist', 'chrome');
    const pages = await servePages();
    const extension = await launchWithExtension({
      headless: headless || !hasDisplay,
      defaultViewport: null,
      ignoreDefaultArgs: ['--enable-automation'],
      args: ['--disable-features=Translate'],
    });
    const [first] = await extension.browser.pages();
    await first!.goto(`${pages.origin}/sample.html`);

    /** Waits for what comes with it; several bundles have most modules in common. */
    let pending: NodeJS.Timeout | undefined;
    const reloadSoon = () => {
      clearTimeout(pending);
      pending = setTimeout(() => {
        reload().catch((error: unknown) => console.error(`The browser could not be reloaded: ${String(error)}`));
      }, TOGETHER);
    };
    async function reload(): Promise<void> {
      const own = `chrome-extension://${extension.id}/`;
      const tabs = await extension.browser.pages();
      const shown = tabs.map((tab) => tab.url()).filter((url) => url.startsWith(own));
      await extension.browser.installExtension(folder);
      for (const tab of await extension.browser.pages()) if (!tab.url().startsWith(own)) await tab.reload();
      const open = new Set((await extension.browser.pages()).map((tab) => tab.url()));
      for (const url of shown) if (!open.has(url)) await (await extension.browser.newPage()).goto(url);
      console.error(`${new Date().toLocaleTimeString()} reloaded`);
    }

    for (const config of [...scripts.map((script) => scriptConfig(script, folder)), pagesConfig(folder)])
      await watchBundle(config, reloadSoon);
    watch(join(root, 'public'), { recursive: true }, () => {
      // What an editor writes for a moment may be gone before it is copied.
      cp(join(root, 'public'), folder, { recursive: true }).then(reloadSoon, (error: unknown) =>
        console.error(`public/ could not be copied: ${String(error)}`),
      );
    });
    console.error(`Every component: ${await serveComponents()}`);
    console.error('Watching src/ and public/. Close the browser to end.');
    await new Promise((resolve) => extension.browser.on('disconnected', resolve));
    process.exit(0);
  },
});

/**
 * Builds one configuration again with every change of its modules. Resolves once it has been built for the first time.
 */
async function watchBundle(config: InlineConfig, onChange: () => void): Promise<void> {
  const watcher = (await build({ ...config, build: { ...config.build, watch: {} } })) as Rolldown.RolldownWatcher;
  let built = false;
  await new Promise<void>((resolve) => {
    watcher.on('event', (event) => {
      if (event.code === 'ERROR') console.error(event.error.message);
      if (event.code !== 'BUNDLE_END') return;
      void event.result.close();
      if (built) onChange();
      built = true;
      resolve();
    });
  });
}
