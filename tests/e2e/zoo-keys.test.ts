import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selectAsUser } from '../../scripts/browser/gestures.ts';
import { installWithApt, findInstalled } from '../../scripts/browser/browser.ts';
import { launchWithExtension, type ExtensionBrowser } from '../../scripts/browser/launch.ts';
import { servePages, type PageServer } from '../../scripts/browser/page-server.ts';
import { Shown, until } from './support/shown.ts';

const hasTools = () => findInstalled('Xvfb') !== null && findInstalled('xdotool') !== null;
const canPress = hasTools() || (installWithApt('xvfb', 'xdotool') && hasTools());
if (!canPress) console.warn('Xvfb and xdotool are not installed and could not be: the real key press is skipped.');

/** Headless Chromium fires no keyboard commands: these run in a window on a display of their own. */
describe.skipIf(!canPress)('the keyboard shortcuts', () => {
  let display: ChildProcess;
  let name = '';
  let pages: PageServer;
  let extension: ExtensionBrowser;

  beforeAll(async () => {
    pages = await servePages();
    // Xvfb takes a free display and writes its number to the file descriptor it is given.
    display = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1000x800x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    name = await new Promise((resolve) =>
      display.stdio[3]!.once('data', (chunk: Buffer) => resolve(`:${chunk.toString().trim()}`)),
    );
    extension = await launchWithExtension({
      headless: false,
      defaultViewport: null,
      env: { ...process.env, DISPLAY: name },
    });
  });

  afterAll(async () => {
    await extension?.close();
    display?.kill();
    await pages?.close();
  });

  const press = (keys: string) => {
    const env = { ...process.env, DISPLAY: name };
    const window = spawnSync('xdotool', ['search', '--onlyvisible', '--class', 'chrom'], { env, encoding: 'utf8' })
      .stdout.trim()
      .split('\n')
      .at(-1);
    // There is no window manager to give the focus.
    spawnSync('xdotool', ['windowfocus', '--sync', window, 'key', '--clearmodifiers', keys], { env });
  };

  it('are granted as the manifest suggests them', async () => {
    const commands = (await (await extension.worker()).evaluate('chrome.commands.getAll()')) as {
      name: string;
      shortcut: string;
    }[];
    expect(
      Object.fromEntries(
        commands
          .filter(({ name: command }) => command !== '_execute_action')
          .map(({ name: command, shortcut }) => [command, shortcut]),
      ),
    ).toEqual({
      'open-tooltip': 'Alt+Y',
      'open-panel': 'Alt+Shift+Y',
    });
  });

  it('Alt+Y, really pressed, moves the focus into the tooltip', async () => {
    const page = await extension.browser.newPage();
    await page.goto(`${pages.origin}/sample.html`);
    await page.bringToFront();
    await selectAsUser(page, '#sample');
    await Shown.words(page.mainFrame());
    const focused = async () =>
      (await Shown.find(page.mainFrame()))?.evaluate((root) => root.activeElement?.matches('[data-word]') ?? false);
    expect(await focused()).toBe(false);
    press('alt+y');
    await until(focused, 'the focus in the tooltip');
  });
});
