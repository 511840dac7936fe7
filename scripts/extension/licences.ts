import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../node/paths.ts';

/** Packages that were bundled into another's file before it was published. */
const within: Readonly<Record<string, readonly string[]>> = {
  '@xenova/transformers': ['@huggingface/jinja', '@huggingface/tokenizers'],
};

/** The packages whose modules are in a bundle, by name: `moduleIds` are files as the bundler names them. */
export function bundledPackages(moduleIds: readonly string[]): string[] {
  const names = moduleIds.flatMap(
    (id) => [...id.replaceAll('\\', '/').matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)\//g)].at(-1)?.[1] ?? [],
  );
  return [...new Set(names.flatMap((name) => [name, ...(within[name] ?? [])]))].sort();
}

interface PackageInfo {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/**
 * The notices that must go with the packages: name, version, licence and its text.
 * @throws Error naming the package that has no licence text, neither its own nor in licences/.
 */
export async function thirdPartyNotices(packages: readonly string[]): Promise<string> {
  const parts = await Promise.all(packages.map(notice));
  return [
    'Anaume contains the packages below. Dictionary, vocabulary and model have their licences beside them in models/.',
    ...parts,
  ].join(`\n\n${'='.repeat(100)}\n\n`);
}

async function notice(folderName: string): Promise<string> {
  const folder = join(root, 'node_modules', folderName);
  // An alias has another name than its folder.
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as PackageInfo;
  const own = (await readdir(folder)).find((file) => /^licen[cs]e(\.|$)/i.test(file));
  const kept = (file: string) => [join(root, 'licences', file)].filter((path) => existsSync(path));
  const licence = own ? [join(folder, own)] : kept(`${name}.txt`);
  // What is bundled in it has notices of its own.
  const paths = [...licence, ...kept(`${name}.notices.txt`)];
  if (paths.length === 0) throw new Error(`${name} ships without its licence: put it into licences/${name}.txt.`);
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  return [`${name} ${version} (${license})`, ...texts.map((text) => text.replaceAll('\r\n', '\n').trim())].join('\n\n');
}
