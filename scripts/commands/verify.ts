import { readdirSync, readFileSync } from 'node:fs';
import { addSpecialTokens } from '../../src/pieces/encoding.ts';
import type { TopK } from '../../src/predictions/model.ts';
import { fillMasks, pieceOf } from '../../src/predictions/pieces.ts';
import { runCommand } from '../node/command.ts';
import { InputError } from '../node/lines.ts';
import { loadFolder, parsePrecision, precisionOption, type LoadedModel } from '../node/model.ts';

/** One published example. What is there of an answer is compared. */
interface Published {
  readonly text: string;
  /** A piece that is predicted where it stands. */
  readonly at?: string;
  /** A piece that gives way to a mask. */
  readonly masked?: string;
  /** Ids of the whole text, as the model takes them. */
  readonly ids?: readonly number[];
  /** The best pieces, or their ids; among ids that cost the same any order will do. */
  readonly top?: readonly string[];
  readonly topIds?: readonly number[];
  readonly scores?: readonly number[];
  /** How far scores may be off: three places where nothing is said. */
  readonly rounding?: number;
  /** Masks filled from left to right with the best piece. */
  readonly greedy?: string;
  readonly source: string;
}

const PUBLISHED = new URL('../../tests/fixtures/published/', import.meta.url);
const names = readdirSync(PUBLISHED).map((file) => file.replace('.json', ''));

async function verify(name: string, folder: string, dtype: string): Promise<number> {
  const { examples } = JSON.parse(readFileSync(new URL(`${name}.json`, PUBLISHED), 'utf8')) as {
    examples: Published[];
  };
  const loaded = await loadFolder(folder, parsePrecision(dtype), undefined, folder);
  let same = 0;
  for (const example of examples) {
    const { published, here, equal } =
      example.greedy === undefined
        ? await comparePieces(loaded, example)
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

/** The ids, and the best pieces at the mask, or at a piece that is not masked. */
async function comparePieces(
  { model, tokenizer }: LoadedModel,
  { text, at, masked, ids: wanted = [], top = [], topIds = [], scores = [], rounding = 0.0015 }: Published,
): Promise<Comparison> {
  const { mask } = tokenizer.ids;
  const { pieces } = tokenizer.encode(text, { apart: false });
  const own = pieces.map(({ id, piece }) => (piece === masked ? mask : id));
  const ids = Int32Array.from(addSpecialTokens(own, tokenizer.ids));
  const published = [wanted, top, topIds, scores]
    .map((list) => list.join(' '))
    .filter(Boolean)
    .join(' | ');
  const idsEqual = wanted.length === 0 || wanted.join() === ids.join();
  const count = Math.max(top.length, topIds.length);
  if (count === 0) return { published, here: ids.join(' '), equal: idsEqual };
  const index = at === undefined ? own.indexOf(mask) : pieces.findIndex(({ piece }) => piece === at);
  if (index < 0) return { published, here: `no piece ${at ?? 'that is masked'}`, equal: false };
  const [[best]] = (await model.topK([{ ids, positions: Int32Array.of(index + 1) }], count)) as [[TopK]];
  const written = Array.from(best.ids, (id) => pieceOf(id, tokenizer));
  const equal =
    idsEqual &&
    top.every((piece, i) => piece === written[i]) &&
    topIds.every((id) => best.ids.includes(id)) &&
    scores.every((score, i) => Math.abs(score - best.probabilities[i]!) < rounding);
  const here = [...written, ...best.ids, ...(scores.length > 0 ? best.probabilities : [])].join(' ');
  return { published, here, equal };
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
  name: 'verify',
  about: `For whoever has a model's published weights: runs them through the engine and compares with the answers its authors published.
NAME is one of ${names.join(', ')}; DIR is a folder as Hugging Face keeps it. tohoku is bert-base-japanese-whole-word-masking, modernbert-ja the 130m.`,
  options: { dtype: { ...precisionOption.dtype, default: 'fp32' } },
  rest: 'NAME DIR',
  async run({ dtype }, [name, folder, ...more]) {
    if (name === undefined || !names.includes(name) || folder === undefined || more.length > 0)
      throw new InputError(
        `one of ${names.join(', ')} and the folder with its weights are expected: npm run verify -- NAME DIR`,
      );
    return await verify(name, folder, dtype);
  },
});
