import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type InlineConfig, type Rolldown } from 'vite';
import { pagesConfig, scriptConfig, scripts } from '../../vite.config.ts';
import { compileKernel } from './kernel.ts';
import { bundledPackages, thirdPartyNotices } from './licences.ts';
import { manifestFor, type Target } from './manifest.ts';
import { root } from '../node/paths.ts';

/**
 * Builds the unpacked extension for each browser: dist/chrome and dist/firefox. The code is the same, the manifest
 * differs.
 */
export async function buildExtension(targets: readonly Target[] = ['chrome', 'firefox']): Promise<void> {
  const dist = join(root, 'dist');
  const bundle = join(dist, 'bundle');
  await rm(dist, { recursive: true, force: true });
  await mkdir(bundle, { recursive: true });
  const modules: string[] = [];
  for (const config of [...scripts.map((script) => scriptConfig(script, bundle)), pagesConfig(bundle)])
    modules.push(...(await buildModules(config)));
  await cp(join(root, 'public'), bundle, { recursive: true });
  await cp(join(root, 'models'), join(bundle, 'models'), { recursive: true });
  await writeFile(join(bundle, 'kernel.wasm'), await compileKernel());
  await cp(join(root, 'LICENSE'), join(bundle, 'LICENSE'));
  await cp(join(root, 'PRIVACY.md'), join(bundle, 'PRIVACY.md'));
  await writeFile(join(bundle, 'THIRD-PARTY.txt'), await thirdPartyNotices(bundledPackages(modules)));

  const manifest: unknown = JSON.parse(await readFile(join(root, 'manifest.json'), 'utf8'));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  for (const target of targets) {
    await cp(bundle, join(dist, target), { recursive: true });
    await writeFile(
      join(dist, target, 'manifest.json'),
      `${JSON.stringify(manifestFor(target, manifest, version), null, 2)}\n`,
    );
  }
  await rm(bundle, { recursive: true });
}

/** Builds one configuration, and names the modules that went into it. */
async function buildModules(config: InlineConfig): Promise<string[]> {
  const outputs = [await build(config)].flat() as Rolldown.RolldownOutput[];
  return outputs.flatMap(({ output }) => output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : [])));
}
