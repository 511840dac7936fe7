import type { ModelFiles } from '../../src/engine/model-files.ts';
import { createAnalyzer, type MecabAnalyzer } from '../../src/morphemes/analyzer.ts';
import type { Tokenizer } from '../../src/pieces/encoding.ts';
import { loadTokenizer } from '../../src/worker/parts.ts';
import { openDictionary } from './dictionary.ts';
import { InputError } from './lines.ts';
import { nodeFiles } from './node-files.ts';
import { root } from './paths.ts';

/** A dictionary that --dictionary names. */
export interface GivenDictionary {
  readonly path: string;
  readonly analyzer: MecabAnalyzer;
}

/** Null where none is given. @throws InputError for what is no dictionary */
export const openGiven = async (path: string | undefined): Promise<GivenDictionary | null> =>
  path === undefined ? null : { path, analyzer: createAnalyzer(await openDictionary(path, `--dictionary ${path}`)) };

/**
 * The tokenizer of a model's files, over a dictionary that was given for it.
 * @throws InputError where the model does not take that dictionary, beside what `loadTokenizer` throws.
 */
export async function loadTokenizerOver(model: ModelFiles, given: GivenDictionary | null): Promise<Tokenizer> {
  let taken = false;
  const own = given?.analyzer.dictionary.split(' ')[0];
  const tokenizer = await loadTokenizer(nodeFiles(root), model, async (name) => {
    if (name !== own) return null;
    taken = true;
    return given!.analyzer;
  });
  if (given && !taken) {
    const [wanted] = tokenizer.analyzer.dictionary.split(' ');
    throw new InputError(
      `--dictionary ${given.path}: the model ${wanted === own ? 'takes the one that ships' : `wants ${wanted}`}, and this is ${given.analyzer.dictionary}`,
    );
  }
  return tokenizer;
}
