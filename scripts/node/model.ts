import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_MODEL } from '../../src/worker/parts.ts';
import { loadModel } from '../../src/engine/running/load.ts';
import { BUILT_IN, type MaskedLanguageModel } from '../../src/predictions/model.ts';
import type { Tokenizer } from '../../src/pieces/encoding.ts';
import { InputError } from './lines.ts';
import { nodeFiles } from './node-files.ts';
import { runtimes } from './runtimes.ts';
import { resolveFromCaller, root } from './paths.ts';
import { loadTokenizerOver, openGiven } from './tokenizer.ts';
import { precisions, type Precision } from '../../src/predictions/backend.ts';

/** What commands that load a model take: without its dictionary many cannot be read. */
export const modelOptions = {
  model: {
    type: 'string',
    value: 'DIR',
    help: 'a folder as Hugging Face keeps it; without it the model that ships',
  },
  dictionary: {
    type: 'string',
    value: 'PATH',
    help: "MeCab's dictionary for a model whose words are not IPADIC's: a folder, an archive or a pack",
  },
} as const;

/** What those take that let its precision be chosen. */
export const precisionOption = {
  dtype: { type: 'string', default: 'int8', value: precisions.join('|'), help: 'the precision of its weights' },
} as const;

/** @throws InputError */
export function parsePrecision(value: string): Precision {
  const found = precisions.find((precision) => precision === value);
  if (!found) throw new InputError(`--dtype ${value}: one of ${precisions.join(', ')} is expected`);
  return found;
}

export interface LoadedModel {
  readonly model: MaskedLanguageModel;
  readonly tokenizer: Tokenizer;
}

/**
 * The model of a folder as Hugging Face keeps it, or the one that ships, on the extension's engine: int8 on its kernel,
 * all else on ORT's wasm. @param given The folder as the user gave it, its option before it.
 */
export async function loadFolder(
  folder: string | undefined,
  precision: Precision,
  dictionary?: string,
  given = `--model ${folder}`,
): Promise<LoadedModel> {
  const path = folder === undefined ? join(root, DEFAULT_MODEL) : resolveFromCaller(folder);
  if (!existsSync(path)) throw new InputError(`${given}: there is no such folder`);
  const files = nodeFiles(path);
  const tokenizer = await loadTokenizerOver(files, await openGiven(dictionary));
  const model = await loadModel({
    runtimes,
    files,
    name: folder ?? BUILT_IN,
    targets: [{ device: 'wasm', precision }],
  });
  // Others may lie beyond the weights as long as nobody writes them: `loadTokenizer` has held them to config.json.
  const { cls, sep, mask } = tokenizer.ids;
  const beyond = [cls, sep, mask].find((id) => id !== null && id >= model.vocabularySize);
  if (beyond !== undefined)
    throw new InputError(`the tokenizer gives the id ${beyond}, but the model has only ${model.vocabularySize} pieces`);
  return { model, tokenizer };
}
