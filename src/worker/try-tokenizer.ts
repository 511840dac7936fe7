import { ModelError } from '../engine/errors.ts';
import { readJson, type ModelFiles } from '../engine/model-files.ts';
import type { Way } from '../library/install.ts';
import { TokenizerError } from '../pieces/errors.ts';
import { VOCABULARY_FILES } from '../pieces/settings.ts';
import type { Tokenizer } from '../pieces/encoding.ts';
import type { Watch } from '../protocol/watchdog.ts';
import { addedDictionaries } from './dictionaries.ts';
import { loadJsonTokenizer, loadTokenizer } from './parts.ts';
import { watchTokenizer } from './watched.ts';

/**
 * What a text may have: words, signs, a blank, a character of two units, half of one, and words on which a careless
 * expression hangs.
 */
const TEXTS = [
  'お腹が痛いので遅れます。１杯[MASK]ｶﾚｰと𠮷野家\ud83d、Hello, world!',
  `${'a'.repeat(40)}!`,
  `${'あ'.repeat(40)}！`,
  `${'0'.repeat(40)}.`,
];

/**
 * Builds a model's tokenizer, where all it is made of is there already, and splits something with it: what fails then
 * fails before anyone waits for an answer. @param files The package. @param name For people.
 * @throws ModelError or TokenizerError for the model's files, DictionaryError for a dictionary, and what else fails
 * here as it is
 */
export async function tryTokenizer(
  files: ModelFiles,
  model: ModelFiles,
  way: Way,
  name: string,
  watch: Watch,
): Promise<void> {
  const opened = await Promise.all(VOCABULARY_FILES.map((file) => model.open(file)));
  if (!opened.some((file) => file)) return;
  const load = (): Promise<Tokenizer> =>
    way === 'pipeline' ? loadJsonTokenizer(files, model) : loadTokenizer(files, model, addedDictionaries());
  const tokenizer = await watchTokenizer(name, watch, load);
  const used = TEXTS.flatMap((text) => idsOf(tokenizer, text));
  const size = ((await readJson(model, 'config.json')) as { vocab_size?: unknown } | null)?.vocab_size;
  const { cls, sep, mask } = tokenizer.ids;
  const beyond = [...used, cls, sep, mask].find(
    (id) => id !== null && (!(id >= 0) || (typeof size === 'number' && id >= size)),
  );
  if (beyond !== undefined)
    throw new ModelError('damaged', `The tokenizer gives the id ${beyond}, but config.json says vocab_size ${size}`);
}

/**
 * The pieces of a text. @throws TokenizerError where that fails: the files are well-formed, but nothing here can use
 * them
 */
function idsOf(tokenizer: Tokenizer, text: string): number[] {
  try {
    return tokenizer.encode(text).pieces.map(({ id }) => id);
  } catch (error) {
    throw new TokenizerError('unsupported', `The tokenizer cannot be used: ${(error as Error).message}`);
  }
}
