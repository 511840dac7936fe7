import { loadParsing } from '../scripts/node/parsing.ts';
import { runtimes } from '../scripts/node/runtimes.ts';
import { nodeFiles } from '../scripts/node/node-files.ts';
import { root } from '../scripts/node/paths.ts';
import { join } from 'node:path';
import { loadModel } from '../src/engine/running/load.ts';
import { parseText } from '../src/worker/dependencies.ts';
import { DEFAULT_MODEL } from '../src/worker/parts.ts';
import type { Row } from './row.ts';
import { median } from './support/median.ts';

/** 30 pieces with [CLS] and [SEP]. */
const SENTENCE = '昨日の夜に駅前の小さな店で買った本を、妹は窓の近くの椅子で静かに読んだ。';
const RUNS = 60;

/**
 * What a parse takes beside what is made anyway: a forward pass of the same pieces with one of them masked, its five
 * best words told.
 */
export async function measureDependency(): Promise<Row[]> {
  const parts = await loadParsing();
  const kernel = { ...runtimes, kernel: { ...runtimes.kernel, threads: 1 } };
  const model = await loadModel({ runtimes: kernel, files: nodeFiles(join(root, DEFAULT_MODEL)), name: 'default' });
  const own = parts.tokenizer.encode(SENTENCE).pieces.map(({ id }) => id);
  const { cls, sep, mask } = parts.tokenizer.ids;
  const ids = Int32Array.from([cls, ...own, sep!]);
  const masked = ids.slice();
  masked[10] = mask;
  const input = { ids: masked, positions: Int32Array.of(10) };
  const times = { forward: [] as number[], states: [] as number[], parse: [] as number[] };
  for (let run = -20; run < RUNS; run++) {
    const take = async (to: number[], work: () => Promise<unknown>) => {
      const start = performance.now();
      await work();
      if (run >= 0) to.push(performance.now() - start);
    };
    await take(times.forward, () => model.topK([input], 5));
    await take(times.states, () => parts.inspector.hiddenStates({ ids }));
    await take(times.parse, () => parseText(SENTENCE, parts));
  }
  await Promise.all([model.dispose(), parts.inspector.dispose()]);
  const row = (name: string, theirs: readonly number[], note: string): Row => ({
    name: `parse.${name}`,
    value: Number((median(theirs) / median(times.forward)).toFixed(2)),
    unit: 'x',
    note: `${note}: ${median(theirs).toFixed(2)} ms against ${median(times.forward).toFixed(2)} ms for one masked prediction of the same ${ids.length} pieces, one thread each`,
  });
  return [
    row('sentence', times.parse, 'from text to tree'),
    row('hidden_states', times.states, 'the forward pass in it'),
  ];
}
