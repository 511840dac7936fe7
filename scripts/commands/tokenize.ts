import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ModelFiles, readJson } from '../../src/engine/model-files.ts';
import { type MecabAnalyzer, createAnalyzer } from '../../src/morphemes/analyzer.ts';
import { parseConfig } from '../../src/pieces/config.ts';
import { DEFAULT_MODEL, DICTIONARY, readSettings } from '../../src/worker/parts.ts';
import { pieceFileOf } from '../../src/worker/piece-file.ts';
import { addSpecialTokens } from '../../src/pieces/encoding.ts';
import { runCommand } from '../node/command.ts';
import { nodeFiles } from '../node/node-files.ts';
import { resolveFromCaller, root } from '../node/paths.ts';
import { InputError, mapLines } from '../node/lines.ts';
import { mecabLine } from '../node/mecab-format.ts';
import { loadTokenizerOver, openGiven } from '../node/tokenizer.ts';

interface Options {
  readonly format: 'wakati' | 'mecab' | 'ids';
  readonly normalize: boolean;
  readonly model: string | undefined;
  readonly dictionary: string | undefined;
}

/** What turns one line into its result, without the final line feed. */
async function formatter({ format, normalize, model, dictionary }: Options): Promise<(line: string) => string> {
  if (format === 'mecab' && model !== undefined)
    throw new InputError("--mecab prints the dictionary's words: --model has no part in it");
  const given = await openGiven(dictionary);
  const words = given?.analyzer ?? createAnalyzer(readFileSync(join(root, DICTIONARY)));
  if (format === 'mecab') return (line) => mecabFormat(words, line, normalize);
  if (format === 'wakati' && model === undefined && given) return (line) => plainWords(words, line, normalize);
  const files = nodeFiles(model === undefined ? join(root, DEFAULT_MODEL) : modelFolder(model));
  const tokenizer = await loadTokenizerOver(normalize ? files : await withoutNormalizing(files), given);
  if (format === 'wakati') {
    const wordsOf = (line: string) => tokenizer.encode(line, { blanks: false }).words.map(({ surface }) => surface);
    // All special tokens of the model that ships have a bracket; a line without one is words only, and the longest line
    // needs no objects.
    const plain = (line: string) => model === undefined && !line.includes('[');
    return (line) => (plain(line) ? plainWords(words, line, normalize) : wordsOf(line).join(' '));
  }
  return (line) => {
    const { pieces } = tokenizer.encode(line, { blanks: false, apart: false });
    return addSpecialTokens(
      pieces.map(({ id }) => id),
      tokenizer.ids,
    ).join(' ');
  };
}

const plainWords = (analyzer: MecabAnalyzer, line: string, normalize: boolean) =>
  analyzer.words(normalize ? line.normalize('NFKC') : line).join(' ');

function modelFolder(model: string): string {
  const path = resolveFromCaller(model);
  if (!existsSync(path)) throw new InputError(`--model ${model}: there is no such folder`);
  return path;
}

/** The same files, whose tokenizer_config.json asks for no NFKC. @throws InputError where there is none anyway */
async function withoutNormalizing(files: ModelFiles): Promise<ModelFiles> {
  const settings = await readSettings(files);
  const { kind } = await pieceFileOf(settings, async (name) => (await files.open(name)) !== null);
  if (kind !== 'bert' || parseConfig(settings).words !== 'mecab')
    throw new InputError("--no-normalize: the model's tokenizer makes no NFKC");
  const name = 'tokenizer_config.json';
  const config = ((await readJson(files, name)) ?? {}) as { mecab_kwargs?: object };
  const changed = new Blob([
    JSON.stringify({ ...config, mecab_kwargs: { ...config.mecab_kwargs, normalize_text: false } }),
  ]);
  return { open: async (file, signal) => (file === name ? changed : await files.open(file, signal)) };
}

function mecabFormat(analyzer: MecabAnalyzer, line: string, normalize: boolean): string {
  return `${analyzer.analyze(line, { normalize }).map(mecabLine).join('')}EOS`;
}

const flag = (help: string) => ({ type: 'boolean', default: false, help }) as const;

await runCommand({
  name: 'tokenize',
  about: `Lines in, one result each. Words and ids are those of the model's tokenizer: special tokens such as [MASK] stay whole.`,
  options: {
    wakati: flag('words, one space between two (without any of the three)'),
    mecab: flag("MeCab's default format, with EOS"),
    ids: flag('word piece ids, with [CLS] and [SEP]'),
    'no-normalize': flag('without NFKC first'),
    model: { type: 'string', value: 'DIR', help: "a model's folder; its weights are not needed" },
    dictionary: {
      type: 'string',
      value: 'PATH',
      help: 'any MeCab dictionary: a folder, compiled or sources, an archive (.tar.gz, .zip) or a pack',
    },
  },
  async run(values) {
    const formats = (['wakati', 'mecab', 'ids'] as const).filter((format) => values[format]);
    if (formats.length > 1) throw new InputError('only one of --wakati, --mecab and --ids can be given');
    const format = formats[0] ?? 'wakati';
    const result = await formatter({
      format,
      normalize: !values['no-normalize'],
      model: values.model,
      dictionary: values.dictionary,
    });
    // MeCab has a carriage return for a word.
    return await mapLines(process.stdin, 'tokenize', result, {
      carriageReturns: format === 'mecab' ? 'kept' : 'end',
    });
  },
});
