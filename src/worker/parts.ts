import { readArchitecture } from '../engine/architectures/index.ts';
import { itself, MAX_VOCABULARY, readText, readJson, type ModelFiles } from '../engine/model-files.ts';
import { ModelError } from '../engine/errors.ts';
import { checkPipeline } from '../engine/backends/transformers/files.ts';
import type { Way } from '../library/install.ts';
import { createAnalyzer } from '../morphemes/analyzer.ts';
import { DictionaryError } from '../morphemes/errors.ts';
import type { Analyzer } from '../morphemes/morpheme.ts';
import { SENTENCEPIECE_FILES, SETTINGS_FILES, tokenizerSettings } from '../pieces/settings.ts';
import { alignedTokenizer } from '../pieces/aligned.ts';
import { isSentencePieceClass, sentencePieceSplitter } from '../pieces/sentencepiece/splitter.ts';
import { parseConfig, plainClass } from '../pieces/config.ts';
import { checkTokenizer, createTokenizer, wantedDictionary } from '../pieces/tokenizer.ts';
import type { Tokenizer } from '../pieces/encoding.ts';

/** Where the package keeps what ships. */
export const DICTIONARY = 'models/ipadic/ipadic.pack';
/** What tokenizer_config.json calls it. */
const DICTIONARY_NAME = 'ipadic';
export const DEFAULT_MODEL = 'models/default/';
/** What tells heads from the default model's hidden states. */
export const PARSER = 'models/dependency/';

/** The files of a folder of `files`. */
export function folder(files: ModelFiles, path: string): ModelFiles {
  return {
    open: (name, signal) => files.open(path + name, signal),
    ...(files.peek ? { peek: (name: string, bytes: number) => files.peek!(path + name, bytes) } : {}),
  };
}

/** Dictionaries beside the one that ships, by the name mecab_kwargs gives them; null for those that are not here. */
export type OtherDictionaries = (name: string) => Promise<Analyzer | null>;

const noOthers: OtherDictionaries = async () => null;

/**
 * The tokenizer a model's files describe, over the shipped dictionary or the one its words come from.
 * @throws DictionaryError or ModelError naming the file that is missing or damaged; TokenizerError for what cannot be honoured.
 */
export async function loadTokenizer(
  files: ModelFiles,
  model: ModelFiles,
  others: OtherDictionaries = noOthers,
): Promise<Tokenizer> {
  const [settings, vocabulary] = await Promise.all([readSettings(model), readText(model, 'vocab.txt')]);
  const sentencePiece = await openSentencePiece(model);
  if (sentencePiece && isSentencePieceClass(classOf(settings))) {
    const splitter = sentencePieceSplitter(sentencePiece.bytes, sentencePiece.name, settings);
    return alignedTokenizer(splitter, await loadAnalyzer(files));
  }
  const wanted = isSentencePieceClass(classOf(settings))
    ? DICTIONARY_NAME
    : (wantedDictionary(parseConfig(settings)) ?? DICTIONARY_NAME);
  const other = wanted === DICTIONARY_NAME ? null : await others(wanted);
  const analyzer = other ?? (await loadAnalyzer(files));
  if (isSentencePieceClass(classOf(settings)))
    throw new ModelError('missing', `${SENTENCEPIECE_FILES.join(' or ')} is missing.`);
  const wordsToPieces =
    parseConfig(settings).subwords === 'sentencepiece' ? sentencePiece?.bytes : (vocabulary ?? undefined);
  if (wordsToPieces === undefined) throw new ModelError('missing', 'vocab.txt is missing.');
  return createTokenizer(settings, wordsToPieces, analyzer);
}

/** The SentencePiece model among a model's files. */
async function openSentencePiece(model: ModelFiles): Promise<{ name: string; bytes: Uint8Array } | null> {
  for (const name of SENTENCEPIECE_FILES) {
    const file = await model.open(name);
    if (file && file.size > MAX_VOCABULARY)
      throw new ModelError('damaged', `${name}: ${file.size} bytes, more than any model's`);
    if (file) return { name, bytes: new Uint8Array(await (await itself(file, name)).arrayBuffer()) };
  }
  return null;
}

const classOf = (settings: object): string => plainClass((settings as { tokenizer_class?: unknown }).tokenizer_class);

/** The shipped dictionary. @throws DictionaryError */
export async function loadAnalyzer(files: ModelFiles): Promise<Analyzer> {
  const pack = await files.open(DICTIONARY);
  if (!pack) throw new DictionaryError('not-a-pack', `${DICTIONARY} is missing.`);
  return createAnalyzer(await pack.arrayBuffer());
}

/** Whether a model's configuration can be honoured, before its weights are fetched, where `dictionaries` are here beside the shipped one. Throws ModelError or TokenizerError. */
export async function checkModel(model: ModelFiles, way: Way, dictionaries: readonly string[] = []): Promise<void> {
  if (way === 'pipeline') return await checkPipeline(model);
  await readArchitecture(model);
  await checkVocabulary(model);
  const settings = await readSettings(model);
  if (isSentencePieceClass(classOf(settings))) return;
  const wanted = wantedDictionary(parseConfig(settings)) ?? DICTIONARY_NAME;
  if (!dictionaries.includes(wanted)) checkTokenizer(settings, DICTIONARY_NAME);
}

/** Vocabularies are padded for the sake of hardware, by up to so many pieces; a larger gap means that the files do not belong together. */
const PADDING = 1024;

/** Whether vocab.txt, where it is here already, is one for the weights. Throws ModelError. */
async function checkVocabulary(model: ModelFiles): Promise<void> {
  const [config, file] = await Promise.all([readJson(model, 'config.json'), model.open('vocab.txt')]);
  const size = (config as { vocab_size?: unknown } | null)?.vocab_size;
  if (!file || typeof size !== 'number') return;
  const pieces = (await file.text()).replace(/\r?\n$/, '').split('\n').length;
  if (pieces > size || pieces < size - PADDING)
    throw new ModelError(
      'damaged',
      `vocab.txt has ${pieces} pieces, but config.json says ${size}: they do not belong together`,
    );
}

/** What a model's files say about its tokenizer. Throws ModelError. */
async function readSettings(model: ModelFiles): Promise<object> {
  const [config, tokenizerConfig, specialTokens, addedTokens] = await Promise.all(
    Object.values(SETTINGS_FILES).map((name) => readJson(model, name)),
  );
  return tokenizerSettings({ config, tokenizerConfig, specialTokens, addedTokens });
}
