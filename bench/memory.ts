import { execFile } from 'node:child_process';
import { open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openModel, prepare } from '../src/engine/running/prepare.ts';
import { nodeFiles } from '../scripts/node/node-files.ts';
import { root } from '../scripts/node/paths.ts';
import type { Row } from './row.ts';
import { temporaryFolder } from './support/files.ts';
import type { Growth } from './support/load-once.ts';
import { configJson, randomTensors } from './support/random-model.ts';

/** Node 20 knows `ArrayBuffer.prototype.transfer`, which browsers have, under a flag only. */
const FLAGS = ['--expose-gc', ...('transfer' in ArrayBuffer.prototype ? [] : ['--harmony-rab-gsab-transfer'])];

/**
 * How far a process in which a small model ran already grows while it loads a checkpoint of BERT-base's shape (440 MB)
 * in int8: self-test, converting, start.
 */
export async function measureMemory(): Promise<Row[]> {
  const folder = await temporaryFolder();
  try {
    const largest = await writeCheckpoint(folder);
    const files = nodeFiles(folder);
    const prepared = await prepare(await openModel(files), { device: 'wasm', precision: 'int8' });
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...FLAGS,
      '--import',
      'tsx',
      join(root, 'bench/support/load-once.ts'),
      join(root, 'models/default'),
      folder,
    ]);
    const { before, peak } = JSON.parse(stdout) as Growth;
    const bytes = prepared.weights.length;
    const mega = (value: number) => Math.round(value / 1e6);
    return [
      {
        name: 'load.peak_over_prepared',
        value: Number(((peak - before - largest) / bytes).toFixed(2)),
        unit: 'x',
        note: `bert12x768, int8: grows by ${mega(peak - before)} MB; less the largest tensor (${mega(largest)} MB), over the prepared model (${mega(bytes)} MB)`,
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A random checkpoint as safetensors. @returns The bytes of its largest tensor. */
async function writeCheckpoint(folder: string): Promise<number> {
  const { config, tensors } = randomTensors(768);
  await writeFile(join(folder, 'config.json'), JSON.stringify(configJson(config)));
  let end = 0;
  const header = Object.fromEntries(
    [...tensors].map(([name, { shape }]) => {
      const start = end;
      end += 4 * shape.reduce((a, b) => a * b, 1);
      return [name, { dtype: 'F32', shape, data_offsets: [start, end] }];
    }),
  );
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  const file = await open(join(folder, 'model.safetensors'), 'w');
  let largest = 0;
  try {
    await file.write(Buffer.concat([length, json]));
    for (const tensor of tensors.values()) {
      const values = await tensor.read();
      largest = Math.max(largest, values.byteLength);
      await file.write(new Uint8Array(values.buffer));
    }
  } finally {
    await file.close();
  }
  return largest;
}
