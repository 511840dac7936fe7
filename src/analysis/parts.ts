import type { ModelFiles } from '../engine/model-files.ts';
import { ModelError } from '../engine/errors.ts';
import { createAnalyzer } from '../morphemes/analyzer.ts';
import { DictionaryError } from '../morphemes/errors.ts';
import { createTokenizer } from '../wordpieces/tokenizer.ts';
import type { Tokenizer } from '../wordpieces/encoding.ts';

/** Where the package keeps what ships. */
export const DICTIONARY = 'models/ipadic/ipadic.pack';
export const DEFAULT_MODEL = 'models/default/';

/** The files of a folder of `files`. */
export function folder(files: ModelFiles, path: string): ModelFiles {
  return { open: (name, signal) => files.open(path + name, signal) };
}

/**
 * The tokenizer a model's tokenizer_config.json and vocab.txt describe, over the shipped dictionary.
 * @throws DictionaryError or ModelError naming the file that is missing or damaged; TokenizerError for what cannot be honoured.
 */
export async function loadTokenizer(files: ModelFiles, model: ModelFiles): Promise<Tokenizer> {
  const [pack, config, vocabulary] = await Promise.all([files.open(DICTIONARY), model.open('tokenizer_config.json'), model.open('vocab.txt')]);
  if (!pack) throw new DictionaryError('not-a-pack', `${DICTIONARY} is missing.`);
  if (!vocabulary) throw new ModelError('missing', 'vocab.txt is missing.');
  const analyzer = createAnalyzer(await pack.arrayBuffer());
  let settings: unknown = {};
  try {
    if (config) settings = JSON.parse(await config.text());
  } catch (error) {
    throw new ModelError('damaged', 'tokenizer_config.json: not valid JSON', { cause: error });
  }
  return createTokenizer(settings, await vocabulary.text(), analyzer);
}
