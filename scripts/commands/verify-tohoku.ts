import { readFileSync } from 'node:fs';
import { framed } from '../../src/pieces/encoding.ts';
import type { TopK } from '../../src/predictions/model.ts';
import { fillMasks } from '../../src/predictions/pieces.ts';
import { runCommand } from '../node/command.ts';
import { InputError } from '../node/lines.ts';
import { loadFolder, modelOptions, parsePrecision, type LoadedModel } from '../node/model.ts';

/** One published example; see the note in the file. */
interface Published {
  readonly text: string;
  readonly at?: string;
  readonly top?: readonly string[];
  readonly scores?: readonly number[];
  readonly greedy?: string;
  readonly source: string;
}

/** Published scores are rounded to three places. */
const ROUNDING = 0.0015;

async function verify(folder: string, dtype: string): Promise<number> {
  const { examples } = JSON.parse(
    readFileSync(new URL('../../tests/fixtures/tohoku-published.json', import.meta.url), 'utf8'),
  ) as { examples: Published[] };
  const loaded = await loadFolder(folder, parsePrecision(dtype));
  let same = 0;
  for (const example of examples) {
    const { published, here, equal } =
      example.greedy === undefined
        ? await compareTop(loaded, example)
        : await compareGreedy(loaded, example.text, example.greedy);
    same += Number(equal);
    process.stdout.write(
      `${equal ? 'same   ' : 'DIFFERS'} ${example.text}${example.at === undefined ? '' : ` at ${example.at}`}\n`,
    );
    if (!equal) process.stdout.write(`        published: ${published}\n        here:      ${here}\n`);
  }
  process.stdout.write(`${same} of ${examples.length} as published\n`);
  await loaded.model.dispose();
  return same < examples.length ? 1 : 0;
}

interface Comparison {
  readonly published: string;
  readonly here: string;
  readonly equal: boolean;
}

/** The best pieces at the mask, or at a piece that is not masked. */
async function compareTop(
  { model, tokenizer }: LoadedModel,
  { text, at = '[MASK]', top = [], scores = [] }: Published,
): Promise<Comparison> {
  const { pieces } = tokenizer.encode(text);
  const index = pieces.findIndex(({ piece }) => piece === at);
  if (index < 0) return { published: top.join(' '), here: `no piece ${at}`, equal: false };
  const ids = Int32Array.from(
    framed(
      pieces.map(({ id }) => id),
      tokenizer.ids,
    ),
  );
  const [[best]] = (await model.topK([{ ids, positions: Int32Array.of(index + 1) }], top.length)) as [[TopK]];
  const here = Array.from(best.ids, (id) => tokenizer.vocabulary[id]!);
  const equal =
    here.every((piece, i) => piece === top[i]) &&
    scores.every((score, i) => Math.abs(score - best.probabilities[i]!) < ROUNDING);
  return {
    published: [...top, ...scores].join(' '),
    here: [...here, ...(scores.length > 0 ? best.probabilities : [])].join(' '),
    equal,
  };
}

/** Masks filled from left to right. */
async function compareGreedy({ model, tokenizer }: LoadedModel, text: string, published: string): Promise<Comparison> {
  let here = text;
  while (here.includes('[MASK]')) {
    const [mask] = await fillMasks(tokenizer.encode(here), tokenizer, model, { topK: 1 });
    here = here.replace('[MASK]', mask!.candidates[0]!.text);
  }
  return { published, here, equal: here === published };
}

await runCommand({
  name: 'verify:tohoku',
  about: `For whoever has Tohoku's weights (cl-tohoku/bert-base-japanese-whole-word-masking, 440 MB): runs them through the engine and compares
with the candidates Tohoku published. DIR is a folder as Hugging Face keeps it.`,
  options: { dtype: { ...modelOptions.dtype, default: 'fp32' } },
  rest: 'DIR',
  async run({ dtype }, [folder, ...more]) {
    if (folder === undefined || more.length > 0)
      throw new InputError('the folder with the weights is expected: npm run verify:tohoku -- DIR');
    return await verify(folder, dtype);
  },
});
