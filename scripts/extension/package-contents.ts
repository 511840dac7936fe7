import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import type { Target } from './manifest.ts';
import { root } from '../node/paths.ts';

/** Files by their path in the package, with forward slashes. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** Chrome's store takes 2 GB, Mozilla's 200 MB; a download should not take longer than its reader's patience. */
export const MAX_ZIP = 48_000_000;

/** All files of a folder and of those in it, by their paths from there. */
export async function readFolder(folder: string): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      paths.map(
        async (path) =>
          [path.slice(folder.length + 1).replaceAll('\\', '/'), new Uint8Array(await readFile(path))] as const,
      ),
    ),
  );
}

/** The same bytes for the same files, whatever the order, the clock and the time zone. */
export function zipFiles(files: Files): Uint8Array {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  // Zip keeps local time without a zone: the first moment it can say, as this machine's clock reads it.
  const mtime = new Date(1980, 0, 1);
  return zipSync(
    Object.fromEntries(
      sorted.map(([path, bytes]): [string, Zippable[string]] => [
        path,
        [bytes, { level: 9, mtime, os: 3, attrs: 0o644 << 16 }],
      ]),
    ),
  );
}

/**
 * Addresses that may stand in the code: names of XML vocabularies, and where a message or comment points people to.
 * Nothing is loaded from them.
 */
const NAMED_HOSTS = new Set([
  'www.w3.org',
  'github.com',
  'git-lfs.github.com',
  'gist.github.com',
  'web.dev',
  'developer.mozilla.org',
  'huggingface.co',
  'onnxruntime.ai',
  'preactjs.com',
  'creativecommons.org',
  'rolldown.rs',
  // Where dictionaries are to be had.
  'pypi.org',
  'clrd.ninjal.ac.jp',
  'packages.debian.org',
  // Where textlint and its rules say more.
  'textlint.org',
  'html.spec.whatwg.org',
  'qiita.com',
  'www.atmarkit.co.jp',
  'www.ibm.com',
  'www.sekaihaasobiba.com',
  'web.archive.org',
]);

/**
 * What the content security policy lets our own code connect to: the hub, and the hosts of its own that it sends large
 * files from.
 */
const HOSTS = "'self' https://huggingface.co https://*.hf.co";

/** What is wrong with a package, one line each. */
export async function checkPackage(target: Target, files: Files, zipSize: number): Promise<string[]> {
  const problems: string[] = [];
  const text = (path: string) => new TextDecoder().decode(files.get(path) ?? new Uint8Array());
  if (zipSize > MAX_ZIP) problems.push(`${zipSize} bytes, more than ${MAX_ZIP}`);

  for (const path of files.keys()) {
    if (!/\.(?:js|html|css)$/.test(path)) continue;
    const code = text(path);
    for (const [address, host] of code.matchAll(/https?:\/\/([\w.-]+)/g))
      if (!NAMED_HOSTS.has(host!)) problems.push(`${path} names ${address}`);
    if (
      /\bimportScripts\s*\(|\bimport\s*\(\s*["'`]https?:|<script[^>]+src=["']?https?:|\bnew Function\s*\(|\beval\s*\(/.test(
        code,
      )
    )
      problems.push(`${path} loads or makes code`);
  }

  const manifest = JSON.parse(text('manifest.json')) as {
    permissions: string[];
    host_permissions: string[];
    content_security_policy: { extension_pages: string };
    web_accessible_resources?: unknown;
  };
  const hosts = /connect-src ([^;]*)/.exec(manifest.content_security_policy.extension_pages)?.[1];
  if (hosts !== HOSTS) problems.push(`the policy lets the extension connect to ${hosts} instead of ${HOSTS}`);
  if (manifest.web_accessible_resources) problems.push('something is web-accessible');
  const explained = await explainedPermissions();
  for (const permission of [...manifest.permissions, ...manifest.host_permissions]) {
    if (!explained.has(permission)) problems.push(`the README gives no reason for the permission ${permission}`);
  }
  if (target === 'chrome')
    for (const permission of explained)
      if (![...manifest.permissions, ...manifest.host_permissions].includes(permission))
        problems.push(`the README explains ${permission}, which is not asked for`);

  const notices = text('THIRD-PARTY.txt');
  for (const name of ['onnxruntime-web', '@huggingface/transformers', 'preact', 'valibot', 'webextension-polyfill'])
    if (!notices.includes(`\n${name} `)) problems.push(`THIRD-PARTY.txt lacks ${name}`);
  if (
    !/Nara Institute of Science and Technology/.test(text('models/ipadic/LICENSE')) ||
    !/ICOT/.test(text('models/ipadic/LICENSE'))
  )
    problems.push('the notices of IPADIC are missing');
  if (!/Electronic Dictionary Research and Development Group/i.test(text('models/edict/LICENSE')))
    problems.push('the licence of EDICT is missing');
  for (const path of [
    'LICENSE',
    'PRIVACY.md',
    'models/default/README.md',
    'models/dependency/README.md',
    'models/ipadic/README.md',
    'models/edict/README.md',
    'models/collocations/README.md',
    'models/handbook/README.md',
  ])
    if (!files.has(path)) problems.push(`${path} is missing`);
  return problems;
}

/** The permissions in the README's table. */
async function explainedPermissions(): Promise<Set<string>> {
  const section =
    (await readFile(join(root, 'README.md'), 'utf8')).split(/^## /m).find((part) => part.startsWith('Permissions')) ??
    '';
  return new Set([...section.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1]!));
}
