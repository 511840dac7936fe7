import { readArchitecture } from '../engine/architectures/index.ts';
import { rejectPointer, MAX_VOCABULARY, readText, readJson, type ModelFiles } from '../engine/model-files.ts';
import { ModelError } from '../engine/errors.ts';
import { readPipelineConfig } from '../engine/backends/transformers/files.ts';
import type { Way } from '../library/install.ts';
import { createAnalyzer } from '../morphemes/analyzer.ts';
import { DictionaryError } from '../morphemes/errors.ts';
import type { Analyzer } from '../morphemes/morpheme.ts';
import { SETTINGS_FILES, TOKENIZER_JSON, tokenizerSettings } from '../pieces/settings.ts';
import { alignedTokenizer } from '../pieces/aligned.ts';
import { sentencePieceSplitter } from '../pieces/sentencepiece/splitter.ts';
import { parseConfig } from '../pieces/config.ts';
import { TokenizerError } from '../pieces/errors.ts';
import { preTokenizedSplitter, WORDS_OF } from '../pieces/pre-cut.ts';
import type { Splitter } from '../pieces/splitter.ts';
import { tokenizerJsonSplitter } from '../pieces/tokenizer-json/splitter.ts';
import { checkTokenizer, checkUnnamed, createTokenizer, wantedDictionary } from '../pieces/tokenizer.ts';
import { readVocabulary, Vocabulary } from '../pieces/vocabulary.ts';
import type { Tokenizer } from '../pieces/encoding.ts';
import { pieceFileOf } from './piece-file.ts';

/** Where the package keeps what ships. */
export const DICTIONARY = 'models/ipadic/ipadic.pack';
/** What tokenizer_config.json calls it. */
const DICTIONARY_NAME = 'ipadic';
export const DEFAULT_MODEL = 'models/default/';
/** What tells heads from the default model's hidden states. */
export const PARSER = 'models/dependency/';

/** The files of a folder of `files`. */
export function folderOf(files: ModelFiles, path: string): ModelFiles {
  return { open: (name, signal) => files.open(path + name, signal) };
}

/** Dictionaries beside the one that ships, by the name mecab_kwargs gives them; null for those that are not here. */
export type OtherDictionaries = (name: string) => Promise<Analyzer | null>;

const noOthers: OtherDictionaries = async () => null;

/**
 * The tokenizer a model's files describe, over the shipped dictionary or the one its words come from.
 * @throws DictionaryError or ModelError naming the file that is missing or damaged; TokenizerError for what cannot be
 * honoured.
 */
export async function loadTokenizer(
  files: ModelFiles,
  model: ModelFiles,
  others: OtherDictionaries = noOthers,
): Promise<Tokenizer> {
  const settings = await readSettings(model);
  const { kind, name } = await pieceFileOf(settings, async (file) => (await model.open(file)) !== null);
  if (kind === 'json') return await loadJsonTokenizer(files, model);
  if (kind === 'sentencepiece') {
    const splitter = await loadSentencePiece(model, name, settings);
    const shown = await loadAnalyzer(files);
    if (!splitter.ofWords) return alignedTokenizer(splitter, shown);
    const words = await others(WORDS_OF);
    if (!words) throw wordsWanted();
    return alignedTokenizer(preTokenizedSplitter(splitter, words), shown);
  }
  const wanted = wantedDictionary(parseConfig(settings)) ?? DICTIONARY_NAME;
  const analyzer = (wanted === DICTIONARY_NAME ? null : await others(wanted)) ?? (await loadAnalyzer(files));
  const vocabulary = name === 'vocab.txt' ? (await readText(model, name))! : await readBytes(model, name);
  const tokenizer = createTokenizer(settings, vocabulary, analyzer);
  await checkKinds(model, name, tokenizer);
  return tokenizer;
}

/**
 * The tokenizer that a model's tokenizer.json describes, with the shipped dictionary's words. @throws DictionaryError,
 * ModelError, TokenizerError
 */
export async function loadJsonTokenizer(files: ModelFiles, model: ModelFiles): Promise<Tokenizer> {
  const [splitter, analyzer] = await Promise.all([loadTokenizerJson(model), loadAnalyzer(files)]);
  return alignedTokenizer(splitter, analyzer);
}

/** The pieces that a model's tokenizer.json describes. @throws ModelError, TokenizerError */
export async function loadTokenizerJson(model: ModelFiles): Promise<Splitter> {
  const [json, settings] = await Promise.all([readJson(model, TOKENIZER_JSON), readSettings(model)]);
  if (json === null) throw new ModelError('missing', `${TOKENIZER_JSON} is missing`);
  return await checkSplitter(tokenizerJsonSplitter(json, settings), model, TOKENIZER_JSON);
}

/** The pieces of a SentencePiece model. @throws ModelError, TokenizerError */
const loadSentencePiece = async (model: ModelFiles, name: string, settings: object): Promise<Splitter> =>
  await checkSplitter(sentencePieceSplitter(await readBytes(model, name), name, settings), model, name);

/** A SentencePiece model, whole. */
async function readBytes(model: ModelFiles, name: string): Promise<Uint8Array> {
  const file = await rejectPointer((await model.open(name))!, name);
  if (file.size > MAX_VOCABULARY) throw new ModelError('damaged', `${name}: ${file.size} bytes, more than any model's`);
  return new Uint8Array(await file.arrayBuffer());
}

/** The shipped dictionary. @throws DictionaryError */
export async function loadAnalyzer(files: ModelFiles): Promise<Analyzer> {
  const pack = await files.open(DICTIONARY);
  if (!pack) throw new DictionaryError('not-a-pack', `${DICTIONARY} is missing.`);
  return createAnalyzer(await pack.arrayBuffer());
}

/**
 * Whether a model can be honoured, before its weights are fetched, by those of its files that are here already, where
 * `dictionaries` are here beside the shipped one.
 * @param names Of all files there will be.
 * @throws ModelError, TokenizerError
 */
export async function checkModel(
  model: ModelFiles,
  way: Way,
  names: readonly string[],
  dictionaries: readonly string[] = [],
): Promise<void> {
  if (way === 'pipeline') await readPipelineConfig(model);
  else await readArchitecture(model);
  const settings = await readSettings(model);
  const { kind, name } =
    way === 'pipeline'
      ? { kind: 'json', name: TOKENIZER_JSON }
      : await pieceFileOf(settings, async (name) => names.includes(name));
  if (kind === 'json' && (await model.open(TOKENIZER_JSON))) await loadTokenizerJson(model);
  if (kind === 'sentencepiece' && (await model.open(name))) {
    const { ofWords } = await loadSentencePiece(model, name, settings);
    if (ofWords && !dictionaries.includes(WORDS_OF)) throw wordsWanted();
  }
  if (kind !== 'bert') return;
  const config = parseConfig(settings);
  const vocabulary = name === 'vocab.txt' ? await readText(model, name) : null;
  if (vocabulary !== null) {
    await checkKinds(model, name, new Vocabulary(readVocabulary(vocabulary), config));
    if (!config.named) checkUnnamed(vocabulary);
  }
  const wanted = wantedDictionary(config) ?? DICTIONARY_NAME;
  if (!dictionaries.includes(wanted)) checkTokenizer(settings, DICTIONARY_NAME);
}

/** For a model that Juman++ made words for, where the dictionary that comes near it is not here. */
const wordsWanted = (): TokenizerError =>
  new TokenizerError(
    'wrong-dictionary',
    `The model's words come from Juman++, which is not here. MeCab with ${WORDS_OF} comes near it: add that dictionary.`,
    WORDS_OF,
  );

/**
 * Vocabularies are padded for the sake of hardware, by up to so many pieces; a larger gap means that the files do not
 * belong together.
 */
const PADDING = 1024;

const checkKinds = async (model: ModelFiles, name: string, { kinds }: Pick<Tokenizer, 'kinds'>): Promise<void> =>
  await checkFit(model, name, kinds.length, (id) => kinds[id] === 'special' || kinds[id] === 'unknown');

async function checkSplitter(splitter: Splitter, model: ModelFiles, name: string): Promise<Splitter> {
  await checkFit(model, name, splitter.vocabulary.length, (id) => splitter.specials.has(id));
  return splitter;
}

/**
 * Whether so many pieces, those that were added included, are for the weights. Special tokens may lie beyond these as
 * long as nobody writes them. Throws ModelError.
 */
async function checkFit(
  model: ModelFiles,
  name: string,
  pieces: number,
  isSpecial: (id: number) => boolean,
): Promise<void> {
  const size = ((await readJson(model, 'config.json')) as { vocab_size?: unknown } | null)?.vocab_size;
  if (typeof size !== 'number') return;
  let needed = pieces;
  while (isSpecial(needed - 1)) needed--;
  if (needed > size || pieces < size - PADDING)
    throw new ModelError(
      'damaged',
      `${name} has ${pieces} pieces, but config.json says ${size}: they do not belong together`,
    );
}

/** What a model's files say about its tokenizer. @throws ModelError */
export async function readSettings(model: ModelFiles): Promise<object> {
  const [config, tokenizerConfig, specialTokens, addedTokens] = await Promise.all(
    Object.values(SETTINGS_FILES).map((name) => readJson(model, name)),
  );
  return tokenizerSettings({ config, tokenizerConfig, specialTokens, addedTokens });
}
