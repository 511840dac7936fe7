import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '../../scripts/node/node-files.ts';
import { root } from '../../scripts/node/paths.ts';
import { openModel, prepareKernel, type OpenModel } from '../../src/engine/running/prepare.ts';
import { readBertConfig } from '../../src/engine/architectures/bert.ts';
import { Fields } from '../../src/engine/architectures/fields.ts';
import { readJson, type ModelFiles } from '../../src/engine/model-files.ts';
import { prepareExported } from './exported.ts';
import { configJson, randomModel, type Opened } from './random-model.ts';

/** The models of the benchmark: BERT-base's shape, half its width, and what ships. */
export const shapes = ['bert12x768', 'bert12x384', 'default'] as const;
export type Shape = (typeof shapes)[number];

export async function openShape(shape: Shape): Promise<Opened> {
  if (shape === 'default') return await openBert(nodeFiles(join(root, 'models/default')));
  return randomModel(shape === 'bert12x768' ? 768 : 384);
}

/** A BERT's folder. */
export async function openBert(files: ModelFiles): Promise<Opened> {
  const config = readBertConfig(new Fields(await readJson(files, 'config.json')));
  return { config, ...(await openModel(files)) };
}

const EXTERNAL = 'model_quantized.onnx_data';

/** Writes a folder with both engines' files for a model, in int8: ours prepared, theirs as their hub keeps it. */
export async function writeModel(folder: string, opened: Opened): Promise<void> {
  await mkdir(join(folder, 'onnx'), { recursive: true });
  await writeOurs(folder, opened);
  const theirs = await prepareExported(opened, 'int8', EXTERNAL);
  await writeFile(join(folder, 'onnx/model_quantized.onnx'), theirs.graph);
  await writeFile(join(folder, 'onnx', EXTERNAL), Buffer.concat([...theirs.weights.pieces()]));

  await writeJson(join(folder, 'config.json'), {
    ...configJson(opened.config),
    'transformers.js_config': { use_external_data_format: true },
  });
  await writeTokenizer(folder);
}

/** A model prepared for our kernel. */
export async function writeOurs(folder: string, opened: OpenModel): Promise<void> {
  const ours = await prepareKernel(opened);
  await writeFile(join(folder, 'ours.weights'), Buffer.concat([...ours.weights.pieces()]));
  await writeJson(join(folder, 'ours.json'), { description: ours.description, segments: ours.weights.segments });
}

/** A tokenizer for @xenova/transformers. */
export async function writeTokenizer(folder: string): Promise<void> {
  // Their own tokenizers know no MeCab: the ids' pieces go in one by one, between spaces.
  const pieces = (await readFile(join(root, 'models/default/vocab.txt'), 'utf8')).trimEnd().split('\n');
  const vocab = Object.fromEntries(pieces.map((piece, id) => [piece, id]));
  const special = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'].map((content) => ({
    id: vocab[content],
    content,
    special: true,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
  }));
  const [cls, sep] = ['[CLS]', '[SEP]'].map((id) => ({ SpecialToken: { id, type_id: 0 } }));
  const token = (name: string) => ({ id: name, ids: [vocab[name]], tokens: [name] });
  await writeJson(join(folder, 'tokenizer.json'), {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: special,
    normalizer: null,
    pre_tokenizer: { type: 'WhitespaceSplit' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [cls, { Sequence: { id: 'A', type_id: 0 } }, sep],
      pair: [],
      special_tokens: { '[CLS]': token('[CLS]'), '[SEP]': token('[SEP]') },
    },
    decoder: null,
    model: { type: 'WordLevel', vocab, unk_token: '[UNK]' },
  });
  await writeJson(join(folder, 'tokenizer_config.json'), {
    tokenizer_class: 'PreTrainedTokenizerFast',
    unk_token: '[UNK]',
    sep_token: '[SEP]',
    pad_token: '[PAD]',
    cls_token: '[CLS]',
    mask_token: '[MASK]',
  });
}

const writeJson = (path: string, value: unknown) => writeFile(path, JSON.stringify(value));

export const temporaryFolder = () => mkdtemp(join(tmpdir(), 'anaume-bench-'));

/** A sentence of `length` ids with [CLS], [SEP] and one [MASK] in the middle; its text is its pieces between spaces. */
export function sentence(length: number, pieces: readonly string[]): { ids: number[]; position: number; text: string } {
  const position = length >> 1;
  const [cls, sep, mask] = ['[CLS]', '[SEP]', '[MASK]'].map((piece) => pieces.indexOf(piece)) as [
    number,
    number,
    number,
  ];
  const ids = Array.from({ length }, (_, i) =>
    i === 0 ? cls : i === length - 1 ? sep : i === position ? mask : 5 + ((i * 7919) % 20_000),
  );
  return {
    ids,
    position,
    text: ids
      .slice(1, -1)
      .map((id) => pieces[id])
      .join(' '),
  };
}
