import { runtimes } from '../../scripts/node/runtimes.ts';
import { nodeFiles } from '../../scripts/node/node-files.ts';
import { loadModel } from '../../src/engine/running/load.ts';

/** What a process reports that loaded one model, in bytes. */
export interface Growth {
  /** Resident when a small model had run, before this one's files were opened. */
  readonly before: number;
  /** The most that was ever resident. */
  readonly peak: number;
}

const load = async (folder: string) =>
  await loadModel({
    runtimes,
    files: nodeFiles(folder),
    name: 'measured',
    targets: [{ device: 'wasm', precision: 'int8' }],
  });
const [small, measured] = process.argv.slice(2) as [string, string];
// What the runtime and its compiled code take is not the model's.
await (await load(small)).dispose();
globalThis.gc!();
const before = process.memoryUsage.rss();
await load(measured);
console.log(JSON.stringify({ before, peak: process.resourceUsage().maxRSS * 1024 } satisfies Growth));
