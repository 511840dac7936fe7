import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { KernelSource } from '../../src/engine/backends/kernel/kernel.ts';
import { root } from '../node/paths.ts';

const sources = join(root, 'src/engine/backends/kernel/assembly');
const cache = join(root, 'node_modules/.cache/anaume');
const optionsOf = (folder: string) => [
  'kernel.ts',
  '--baseDir',
  folder,
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--enable',
  'simd,relaxed-simd,threads',
  // The memory is the caller's, and threads share it.
  '--importMemory',
  '--sharedMemory',
  '--initialMemory',
  '1',
  '--maximumMemory',
  '65536',
];

/**
 * The kernel as wasm: src/engine/backends/kernel/assembly compiled with AssemblyScript, once for each version of it.
 */
export async function compileKernel(): Promise<Uint8Array<ArrayBuffer>> {
  const { version } = JSON.parse(await readFile(join(root, 'node_modules/assemblyscript/package.json'), 'utf8')) as {
    version: string;
  };
  const hash = createHash('sha256').update(`${version} ${optionsOf('').slice(3).join(' ')}`);
  for (const name of (await readdir(sources)).sort())
    hash.update(`${name}\n`).update(await readFile(join(sources, name)));
  const path = join(cache, `kernel-${hash.digest('hex').slice(0, 16)}.wasm`);
  try {
    return new Uint8Array(await readFile(path));
  } catch {
    const wasm = await compileAssembly(sources);
    await mkdir(cache, { recursive: true });
    // Whole or not at all: others may be looking for it.
    await writeFile(`${path}.${process.pid}`, wasm);
    await rename(`${path}.${process.pid}`, path);
    return wasm;
  }
}

/** Compiles the assembly in a folder. @throws Error that says what is wrong with it. */
export async function compileAssembly(folder: string): Promise<Uint8Array<ArrayBuffer>> {
  // The compiler takes a second and a gigabyte to load: only where it is needed.
  const { default: asc } = await import('assemblyscript/asc');
  let wasm: Uint8Array<ArrayBuffer> | null = null;
  const { error, stderr } = await asc.main([...optionsOf(folder), '--outFile', 'kernel.wasm'], {
    writeFile: (name, contents) => void (name === 'kernel.wasm' && (wasm = new Uint8Array(contents as Uint8Array))),
  });
  if (error || !wasm) throw new Error(`${folder} does not compile: ${stderr.toString()}`, { cause: error });
  return wasm;
}

// Node 20 has relaxed SIMD, which browsers have, under a flag only.
if (Number(process.versions.node.split('.')[0]) < 22) setFlagsFromString('--experimental-wasm-relaxed-simd');

/** The kernel in Node, on one thread. */
export const kernel: KernelSource = {
  threads: 1,
  module: () => (compiled ??= compileKernel().then((bytes) => WebAssembly.compile(bytes))),
};
let compiled: Promise<WebAssembly.Module> | undefined;
