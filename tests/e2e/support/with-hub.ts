import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../scripts/node/paths.ts';
import type { Target } from '../../../scripts/extension/manifest.ts';
import type { FakeHub } from '../../browser/support/hub.ts';

const HUB = 'https://huggingface.co';
const FILES = 'https://*.hf.co';

/**
 * A copy of the built package whose hub is a server of the tests: in the one script that asks the hub, and in the
 * policy. The caller removes it.
 */
export async function packageWithHub(
  target: Target,
  { origin, fileOrigin }: Pick<FakeHub, 'origin' | 'fileOrigin'>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `anaume-hub-${target}-`));
  await cp(join(root, 'dist', target), folder, { recursive: true });
  const replace = async (file: string, pairs: readonly (readonly [from: string, to: string])[]) => {
    let text = await readFile(join(folder, file), 'utf8');
    for (const [from, to] of pairs) {
      if (!text.includes(from)) throw new Error(`${file} does not name ${from}`);
      text = text.replaceAll(from, to);
    }
    await writeFile(join(folder, file), text);
  };
  await replace('models.js', [[HUB, origin]]);
  await replace('manifest.json', [
    [HUB, origin],
    [FILES, fileOrigin],
  ]);
  return folder;
}
