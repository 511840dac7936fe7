import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { packageProgram } from '../node/programs.mjs';

/** Where Chrome, Chromium and Edge live, in the order of preference. CHROME_PATH names another. */
const candidates: Readonly<Record<string, readonly string[]>> = {
  linux: [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge-stable',
    'microsoft-edge',
  ],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    `${process.env['PROGRAMFILES']}\\Google\\Chrome\\Application\\chrome.exe`,
    `${process.env['PROGRAMFILES(X86)']}\\Google\\Chrome\\Application\\chrome.exe`,
    `${process.env['LOCALAPPDATA']}\\Google\\Chrome\\Application\\chrome.exe`,
    `${process.env['PROGRAMFILES(X86)']}\\Microsoft\\Edge\\Application\\msedge.exe`,
  ],
};

/** The path of an installed program, or null. Absolute names are only checked for existence. */
export function findInstalled(name: string): string | null {
  if (name.includes('/') || name.includes('\\')) return existsSync(name) ? name : null;
  const folder = (process.env['PATH'] ?? '').split(delimiter).find((path) => path && existsSync(join(path, name)));
  return folder === undefined ? null : join(folder, name);
}

function isDebianRoot(): boolean {
  return process.platform === 'linux' && existsSync('/etc/debian_version') && process.getuid?.() === 0;
}

/** Installs Debian packages quietly; false when apt could not. */
export function installWithApt(...packages: string[]): boolean {
  if (!isDebianRoot()) return false;
  console.error(`Installing ${packages.join(', ')} (apt) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 2] }).status === 0;
  const install = () => apt('install', '-y', '--no-install-recommends', ...packages);
  return install() || (apt('update') && install());
}

/** True where some font has Japanese; without one screenshots show boxes. Only asked on Linux. */
function hasJapaneseFont(): boolean {
  if (process.platform !== 'linux') return true;
  const fonts = spawnSync('fc-list', [':lang=ja', 'family'], { encoding: 'utf8' });
  return fonts.status !== 0 || fonts.stdout.trim() !== '';
}

/**
 * A Chromium-based browser: one that is installed, else puppeteer's own download, else Debian's package (as root).
 * Branded Chrome 137 and later ignores --load-extension, but takes extensions over the debugging pipe, which is what we
 * use.
 * @throws Error with one line that says what to install.
 */
export async function findBrowser(): Promise<string> {
  const named = process.env['CHROME_PATH'];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROME_PATH names ${named}, which does not exist.`);
  }
  const find = () => (candidates[process.platform] ?? []).map(findInstalled).find((path) => path !== null) ?? null;
  let path = find();
  if (!path && isDebianRoot() && installWithApt('chromium', 'fonts-noto-cjk')) path = find();
  path ??= await downloadBrowser();
  if (!path)
    throw new Error(
      'No Chrome, Chromium or Edge found, and none could be installed: install one, or name it in CHROME_PATH.',
    );
  if (!hasJapaneseFont()) installWithApt('fonts-noto-cjk');
  return path;
}

/** Puppeteer's own Chrome for Testing: found in its cache, or downloaded there. */
async function downloadBrowser(): Promise<string | null> {
  const puppeteer = (await import('puppeteer')).default;
  const path = puppeteer.executablePath();
  if (existsSync(path)) return path;
  console.error('Downloading a browser (puppeteer) …');
  const [program, ...before] = packageProgram('puppeteer');
  const download = spawnSync(program, [...before, 'browsers', 'install', 'chrome'], { stdio: ['ignore', 2, 2] });
  return download.status === 0 && existsSync(path) ? path : null;
}
