import { spawnSync } from 'node:child_process';
import { createReadStream, readFileSync } from 'node:fs';
import { createAnalyzer } from '../../src/morphemes/analyzer.ts';
import { runCommand } from '../node/command.ts';
import { mecabLine } from '../node/mecab-format.ts';
import { InputError, readLines } from '../node/lines.ts';
import { resolveFromCaller } from '../node/paths.ts';

/** How many lines that differ are printed. */
const SHOWN = 10;

interface Options {
  readonly pack: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly normalize: boolean;
  readonly wordsOnly: boolean;
}

/** @returns How many lines differ. */
async function compareAll({ pack, folder, files, normalize, wordsOnly }: Options): Promise<number> {
  const analyzer = createAnalyzer(readFileSync(pack));
  let total = 0;
  let different = 0;

  function compare(lines: readonly string[]): void {
    const input = lines.map((line) => (normalize ? line.normalize('NFKC') : line));
    const { stdout, status, error } = spawnSync(
      'mecab',
      ['-r', '/dev/null', '-d', folder, '-b', '100000000', ...(wordsOnly ? ['-O', 'wakati'] : [])],
      {
        input: `${input.join('\n')}\n`,
        encoding: 'utf8',
        maxBuffer: 1 << 30,
      },
    );
    if (error ?? status !== 0) throw error ?? new Error(`mecab ended with ${status}`);
    const expected = wordsOnly
      ? stdout.replaceAll(' \n', '\n').split('\n').slice(0, -1)
      : stdout.split('EOS\n').slice(0, -1);
    if (expected.length !== lines.length)
      throw new Error(`mecab gave ${expected.length} results for ${lines.length} lines`);
    input.forEach((line, i) => {
      total++;
      const found = wordsOnly ? analyzer.words(line).join(' ') : analyzer.analyze(line).map(mecabLine).join('');
      if (found === expected[i]) return;
      if (different++ < SHOWN) console.log(`${JSON.stringify(line)}\n--- MeCab\n${expected[i]}--- here\n${found}`);
    });
  }

  for (const file of files) {
    const before = [total, different] as const;
    const batch: string[] = [];
    for await (const lines of readLines(createReadStream(file))) {
      // A line with a zero byte ends there for the mecab command; what is not UTF-8 no two read alike.
      batch.push(...lines.flatMap((line) => (line === null || line.includes('\0') ? [] : [line])));
      if (batch.length >= 5000) compare(batch.splice(0));
    }
    if (batch.length > 0) compare(batch);
    console.log(`${file}: ${total - before[0]} lines, ${different - before[1]} differ`);
  }
  console.log(`${total} lines, ${different} differ`);
  return different;
}

await runCommand({
  name: 'verify:dictionary',
  about: `Compares the analyser with MeCab itself, words and all feature columns, over files of lines. Prints the first lines that differ, and
how many do. Needs Debian's mecab.`,
  options: {
    normalize: { type: 'boolean', default: false, help: 'NFKC first, for both' },
    words: { type: 'boolean', default: false, help: 'words alone' },
  },
  rest: 'PACK MECAB_DICTIONARY_FOLDER FILE …',
  async run({ normalize, words: wordsOnly }, [pack, folder, ...files]) {
    if (!pack || !folder || files.length === 0)
      throw new InputError('PACK MECAB_DICTIONARY_FOLDER FILE … are expected');
    const paths = {
      pack: resolveFromCaller(pack),
      folder: resolveFromCaller(folder),
      files: files.map(resolveFromCaller),
    };
    return (await compareAll({ ...paths, normalize, wordsOnly })) > 0 ? 1 : 0;
  },
});
