import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadFolder } from '../scripts/node/model.ts';
import { runtimes } from '../scripts/node/runtimes.ts';
import { root } from '../scripts/node/paths.ts';
import { startModel } from '../src/engine/running/load.ts';
import { prepare } from '../src/engine/running/prepare.ts';
import { scoreText } from '../src/predictions/scoring.ts';
import type { Encoding, Tokenizer } from '../src/pieces/encoding.ts';
import { median } from './support/median.ts';
import type { Row } from './row.ts';
import { openShape, shapes } from './support/files.ts';

/** Words between two that are scored in one pass, as the extension does it. */
const APART = 8;

/**
 * A whole 32-piece sentence's surprisal over one masked prediction, and how near the shared passes come to exact ones.
 */
export async function measureSurprisal(): Promise<Row[]> {
  const { model: shipped, tokenizer } = await loadFolder(undefined, 'int8');
  await shipped.dispose();
  const text = '昨日の夜は雨が降っていたので、友達と駅前の小さな店で温かいうどんを食べてから帰りました。';
  const encoding = take(tokenizer.encode(text, { blanks: false }), 30);
  const rows: Row[] = [];
  for (const shape of shapes) {
    const opened = await openShape(shape);
    const model = await startModel(runtimes, await prepare(opened, { device: 'wasm', precision: 'int8' }), shape);
    const ids = Int32Array.from([2, ...encoding.pieces.map(({ id }) => id), 3]);
    const times = { single: [] as number[], apart: [] as number[], exact: [] as number[] };
    for (let run = -1; run < 5; run++) {
      const keep = (to: number[], start: number) => run >= 0 && to.push(performance.now() - start);
      let start = performance.now();
      await model.topK([{ ids, positions: Int32Array.of(16) }], 5);
      keep(times.single, start);
      start = performance.now();
      await scoreText(encoding, tokenizer, model, { apart: APART });
      keep(times.apart, start);
      start = performance.now();
      await scoreText(encoding, tokenizer, model);
      keep(times.exact, start);
    }
    await model.dispose();
    const over = (times_: number[]) => Number((median(times_) / median(times.single)).toFixed(1));
    const suffix = shape === 'bert12x768' ? '' : `.${shape}`;
    rows.push({
      name: `surprisal.seq32_vs_single${suffix}`,
      value: over(times.apart),
      unit: 'single predictions',
      note: `${shape}, int8, words ${APART} apart share a pass; one word at a time: ${over(times.exact)}`,
    });
  }
  return [...rows, ...(await correlation(tokenizer))];
}

async function correlation(tokenizer: Tokenizer): Promise<Row[]> {
  const { model } = await loadFolder(undefined, 'int8');
  const sentences = (await readFile(join(root, 'bench/support/sentences.txt'), 'utf8')).trim().split('\n');
  const exact: number[] = [];
  const shared: number[] = [];
  for (const sentence of sentences) {
    const encoding = tokenizer.encode(sentence, { blanks: false });
    exact.push(...(await scoreText(encoding, tokenizer, model)).pieces.map(({ logprob }) => logprob));
    shared.push(
      ...(await scoreText(encoding, tokenizer, model, { apart: APART })).pieces.map(({ logprob }) => logprob),
    );
  }
  await model.dispose();
  return [
    {
      name: 'surprisal.correlation_with_exact',
      value: Number(pearson(exact, shared).toFixed(3)),
      unit: 'Pearson r',
      note: `log probabilities of ${exact.length} pieces of ${sentences.length} sentences, default model, words ${APART} apart against one at a time`,
    },
  ];
}

function pearson(a: readonly number[], b: readonly number[]): number {
  const mean = (x: readonly number[]) => x.reduce((sum, value) => sum + value, 0) / x.length;
  const [ma, mb] = [mean(a), mean(b)];
  const covariance = a.reduce((sum, value, i) => sum + (value - ma) * (b[i]! - mb), 0);
  const spread = (x: readonly number[], m: number) => Math.sqrt(x.reduce((sum, value) => sum + (value - m) ** 2, 0));
  return covariance / (spread(a, ma) * spread(b, mb));
}

/** The first `count` pieces, with their words. */
function take({ text, words, pieces }: Encoding, count: number): Encoding {
  const kept = pieces.slice(0, count);
  return { text, pieces: kept, words: words.slice(0, (kept.at(-1)?.word ?? -1) + 1) };
}
