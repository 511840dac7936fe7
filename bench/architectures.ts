import { cp } from 'node:fs/promises';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFiles } from '../scripts/node/node-files.ts';
import { openModel } from '../src/engine/running/prepare.ts';
import type { Row } from './row.ts';
import { writeOurs, writeTokenizer } from './support/files.ts';
import { inOnePage } from './support/in-one-page.ts';

/** Where `scripts/checkpoints/shapes.py` has put its checkpoints. */
const FOLDER = process.env['ANAUME_SHAPES'];
const RUNS = 9;

/**
 * Other architectures than BERT against @xenova/transformers with the ONNX files that PyTorch exports of the same
 * weights.
 */
export async function measureArchitectures(): Promise<Row[]> {
  if (FOLDER === undefined || !existsSync(FOLDER)) {
    console.error(
      'architectures: left out; scripts/checkpoints/shapes.py FOLDER writes what they need, ANAUME_SHAPES=FOLDER names it',
    );
    return [];
  }
  return await inOnePage(
    readdirSync(FOLDER).map((name) => ({
      name,
      runs: RUNS,
      async write(folder) {
        await cp(join(FOLDER, name), folder, { recursive: true, filter: (path) => !path.endsWith('.safetensors') });
        await writeTokenizer(folder);
        const opened = await openModel(nodeFiles(join(FOLDER, name)));
        await writeOurs(folder, opened);
        return opened.description.maxPositions;
      },
    })),
    (name, model) => `${name}.${model}`,
  );
}
