import { buildExtension } from '../extension/build.ts';
import { hasDisplay } from '../browser/display.ts';
import { launchWithExtension } from '../browser/launch.ts';
import { servePages } from '../browser/page-server.ts';
import { runCommand } from '../node/command.ts';
import { demo, SAMPLE } from './demo.ts';

await runCommand({
  name: 'start',
  about: `Builds, and opens a browser with the extension on the sample page, until it is closed. Where there is no display, does what the demo
does.`,
  options: {},
  async run() {
    if (!hasDisplay) {
      console.error('There is no display here: running the demo headless instead.');
      return await demo.run({ text: SAMPLE, json: false }, []);
    }
    console.error('Building the extension …');
    await buildExtension(['chrome']);
    const pages = await servePages();
    const { browser } = await launchWithExtension({
      headless: false,
      defaultViewport: null,
      // Without the bar that says a test is running, and the offer to translate the page.
      ignoreDefaultArgs: ['--enable-automation'],
      args: ['--disable-features=Translate'],
    });
    const [page] = await browser.pages();
    await page!.goto(`${pages.origin}/sample.html`);
    console.error('Select a Japanese sentence on the page. Close the browser to end.');
    await new Promise((resolve) => browser.once('disconnected', resolve));
    await pages.close();
  },
});
