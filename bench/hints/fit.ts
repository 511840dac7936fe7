import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { runCommand } from '../../scripts/node/command.ts';
import { InputError } from '../../scripts/node/lines.ts';
import { root } from '../../scripts/node/paths.ts';
import { seededRandom } from '../../scripts/node/random.ts';
import { fitLogistic, thresholdAt, type Line } from './regression.ts';

/**
 * The kinds there is enough of to fit, and one false alarm in so many words for each at "balanced"; four times as many
 * words at "strict", a quarter at "eager".
 */
const WORDS_PER_ALARM = { particle: 3000, homophone: 2500, kana: 8000 } as const;
const STEPS = { strict: 4, balanced: 1, eager: 1 / 4 } as const;
type Kind = keyof typeof WORDS_PER_ALARM;

async function judgeInto(path: string, text: string | undefined): Promise<void> {
  const { loadFolder } = await import('../../scripts/node/model.ts');
  const { loadKnowledge } = await import('../../scripts/node/knowledge.ts');
  const { judge } = await import('../../src/predictions/proofreading/judge.ts');
  const { generatedKinds, slipOf } = await import('./generate.ts');
  const { model, tokenizer } = await loadFolder(undefined, 'int8');
  const lexicon = await tokenizer.analyzer.lexicon();
  const knowledge = await loadKnowledge();
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
    const found = await judge(encoding, tokenizer, model, knowledge);
    const line: Line = {
      words: encoding.words.length,
      slip: right !== null,
      found: found.map(
        ({ version: { proposal, encoding: there, first, last }, here, gain, likelihood, usual, together, told }) => ({
          kind: proposal.kind,
          first,
          last,
          own: here,
          gain,
          likelihood,
          prior: proposal.prior ?? 0,
          usual,
          together,
          told,
          hit: there.text === right,
        }),
      ),
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

await runCommand({
  name: 'hints:fit',
  about: `With --judge: judges correct text, as it is and with slips made in it, and the choosing half of bench/hints/pairs.tsv; the proposals go
to FILE, a JSON a sentence. Takes an hour. Without: fits the evidence to such files, and prints weights and thresholds
(src/predictions/proofreading/thresholds.ts has those that ship).`,
  options: {
    judge: { type: 'string', value: 'FILE', help: 'judge into FILE' },
    text: {
      type: 'string',
      value: 'LINES',
      help: 'correct text from lines "group TAB sentence", and no pairs; the choosing half of correct.tsv when absent',
    },
  },
  rest: '[FILE …]',
  async run({ judge, text }, files) {
    if (judge !== undefined) await judgeInto(judge, text);
    else if (files.length === 0) throw new InputError('--judge FILE, or files that it made, are expected');
    else fit(files);
  },
});
