/**
 * Compares the analyser with MeCab itself, words and all feature columns (with --words words alone), over files of lines:
 *   npx tsx scripts/dictionary/parity.ts PACK MECAB_DICTIONARY_FOLDER [--normalize] [--words] FILE…
 * Prints the lines that differ (the first few), and how many there are. Needs Debian's mecab.
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, readFileSync } from 'node:fs';
import { createAnalyzer } from '../../src/morphemes/analyzer.ts';
import { mecabLine } from '../node/mecab-format.ts';
import { readLines } from '../node/lines.ts';

const normalize = process.argv.includes('--normalize');
const wordsOnly = process.argv.includes('--words');
const [pack, folder, ...files] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
if (!pack || !folder || files.length === 0) {
  console.error('Usage: parity PACK MECAB_DICTIONARY_FOLDER [--normalize] [--words] FILE…');
  process.exit(1);
}
const analyzer = createAnalyzer(readFileSync(pack));
const SHOWN = 10;
let total = 0;
let different = 0;

function compare(lines: readonly string[]): void {
  const input = lines.map((line) => (normalize ? line.normalize('NFKC') : line));
  const { stdout, status, error } = spawnSync(
    'mecab',
    ['-r', '/dev/null', '-d', folder as string, '-b', '100000000', ...(wordsOnly ? ['-O', 'wakati'] : [])],
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
    // A line with a zero byte ends there for the mecab command.
    batch.push(...lines.filter((line) => !line.includes('\0')));
    if (batch.length >= 5000) compare(batch.splice(0));
  }
  if (batch.length > 0) compare(batch);
  console.log(`${file}: ${total - before[0]} lines, ${different - before[1]} differ`);
}
console.log(`${total} lines, ${different} differ`);
process.exitCode = different > 0 ? 1 : 0;
