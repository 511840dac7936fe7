/**
 * npx tsx bench/hints/fit.ts --judge FILE [--text LINES]   judges lines "group TAB sentence" (the choosing half of correct.tsv when absent), as they are and with slips made in them, and the
 *                                                          choosing half of pairs.tsv; the proposals go to FILE, a JSON a sentence. Takes an hour.
 * npx tsx bench/hints/fit.ts FILE…                         fits the evidence and prints weights and thresholds: src/predictions/proofreading/thresholds.ts has those that ship
 */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliDecompressSync } from 'node:zlib';
import { root } from '../../scripts/node/paths.ts';
import { seededRandom } from '../../scripts/node/random.ts';
import { fitLogistic, thresholdAt, type Line } from './regression.ts';

/** The kinds there is enough of to fit, and one false alarm in so many words for each at "balanced"; four times as many words at "strict", a quarter at "eager". */
const WORDS_PER_ALARM = { particle: 3000, homophone: 2500, kana: 8000 } as const;
const STEPS = { strict: 4, balanced: 1, eager: 1 / 4 } as const;
type Kind = keyof typeof WORDS_PER_ALARM;

const { values, positionals } = parseArgs({
  options: { judge: { type: 'string' }, text: { type: 'string' } },
  allowPositionals: true,
});

if (values.judge === undefined) fit(positionals);
else await judgeInto(values.judge, values.text);

async function judgeInto(path: string, text: string | undefined): Promise<void> {
  const { loadFolder } = await import('../../scripts/node/model.ts');
  const { nodeFiles } = await import('../../scripts/node/node-files.ts');
  const { loadMeanings } = await import('../../src/worker/words.ts');
  const { judge } = await import('../../src/predictions/proofreading/judge.ts');
  const { generatedKinds, slipOf } = await import('./generate.ts');
  const { model, tokenizer } = await loadFolder(undefined, 'int8');
  const lexicon = await tokenizer.analyzer.lexicon();
  const meanings = await loadMeanings(nodeFiles(root));
  const pick = seededRandom(71);
  const file = (name: string) => readFileSync(join(root, 'bench/hints', name));
  const lines = (all: string) =>
    all
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
  const chosen = (all: string) => lines(all).filter((_, index) => index % 2 === 0);
  writeFileSync(path, '');
  const look = async (written: string, right: string | null) => {
    const encoding = tokenizer.encode(written);
    const found = await judge(encoding, tokenizer, model, { meanings });
    const line: Line = {
      words: encoding.words.length,
      slip: right !== null,
      found: found.map(({ version: { proposal, encoding: there, first, last }, here, gain, likelihood, usual }) => ({
        kind: proposal.kind,
        first,
        last,
        own: here,
        gain,
        likelihood,
        prior: proposal.prior ?? 0,
        usual,
        hit: there.text === right,
      })),
    };
    appendFileSync(path, `${JSON.stringify(line)}\n`);
  };
  const correct =
    text === undefined
      ? chosen(brotliDecompressSync(file('correct.tsv.br')).toString('utf8'))
      : lines(readFileSync(text, 'utf8'));
  for (const [, wrong, right] of text === undefined ? chosen(file('pairs.tsv').toString('utf8')) : [])
    await look(wrong!, right!);
  for (const [index, [, sentence]] of correct.entries()) {
    if (index % 3 !== 2) await look(sentence!, null);
    else {
      const kind = generatedKinds[Math.floor(pick() * generatedKinds.length)]!;
      const slip = slipOf(kind, sentence!, tokenizer, lexicon, pick);
      if (slip) await look(slip.wrong, slip.right);
    }
  }
}

function fit(paths: readonly string[]): void {
  const lines = paths.flatMap((path) =>
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line),
  );
  const words = lines.reduce((sum, line) => sum + (line.slip ? 0 : line.words), 0);
  const kinds = Object.keys(WORDS_PER_ALARM) as Kind[];
  console.log(`${lines.length} sentences, ${words} words of them without a slip`);
  for (const kind of kinds) {
    const weights = fitLogistic(lines, kind);
    const shown = Object.entries(weights).map(([name, value]) => `${name}: ${value.toFixed(2)}`);
    console.log(`${kind}: ${shown.join(', ')}`);
    for (const [name, factor] of Object.entries(STEPS)) {
      const alarms = words / (WORDS_PER_ALARM[kind] * factor);
      const { threshold, found, of } = thresholdAt(lines, kind, weights, alarms);
      console.log(`  ${name}: ${threshold.toFixed(1)}, finds ${found} of ${of}`);
    }
  }
}
