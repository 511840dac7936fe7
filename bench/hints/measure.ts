import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { runCommand } from '../../scripts/node/command.ts';
import { InputError } from '../../scripts/node/lines.ts';
import { loadFolder, modelOptions } from '../../scripts/node/model.ts';
import { loadKnowledge } from '../../scripts/node/knowledge.ts';
import { root } from '../../scripts/node/paths.ts';
import { seededRandom } from '../../scripts/node/random.ts';
import { findHints } from '../../src/predictions/proofreading/proofread.ts';
import { strictnesses, type Hint } from '../../src/predictions/results.ts';
import { generatedKinds, slipOf, type Slip } from './generate.ts';

/** Of every so many correct sentences, one gets a slip of each kind that can be made in it. */
const SLIPS_EVERY = 8;

/** Of a file, or of one that was packed with brotli. */
const textOf = (path: string) =>
  (path.endsWith('.br') ? brotliDecompressSync(readFileSync(path)) : readFileSync(path)).toString('utf8');
const file = (name: string) => textOf(join(root, 'bench/hints', name));
const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
const rows = (text: string, half: string) =>
  linesOf(text).filter((_, index) => index % 2 === (half === 'choosing' ? 0 : 1));

/** A slip, and other ways to put it right. */
interface Told extends Slip {
  readonly also?: readonly string[];
}

/** Whether a hint that is given at a setting puts everything right. */
const undone = ({ wrong, right, also = [] }: Told, hints: readonly Hint[], level: number) =>
  hints.some(
    ({ start, end, instead, strictness }) =>
      strictnesses.indexOf(strictness) <= level &&
      [right, ...also].includes(wrong.slice(0, start) + instead + wrong.slice(end)),
  );

interface Count {
  total: number;
  readonly at: number[];
}

interface Values {
  readonly model: string | undefined;
  readonly dictionary: string | undefined;
  readonly half: string;
  readonly every: string;
  readonly text: string | undefined;
  readonly pairs: string | undefined;
  readonly written: boolean;
  readonly alarms: boolean;
  readonly missed: boolean;
}

async function measureHints(values: Values): Promise<void> {
  const every = Number(values.every);
  if (!Number.isInteger(every) || every < 1)
    throw new InputError(`--every ${values.every}: a whole number is expected`);
  if (!['choosing', 'testing', 'both'].includes(values.half))
    throw new InputError(`--half ${values.half}: choosing, testing or both is expected`);
  const { model, tokenizer } = await loadFolder(values.model, 'int8', values.dictionary);
  const lexicon = await tokenizer.analyzer.lexicon();
  const knowledge = await loadKnowledge();
  const pick = seededRandom(6);

  const halves = ['choosing', 'testing'].filter((half) => values.half === half || values.half === 'both');
  const counts = new Map<string, Count>();
  const count = (name: string, total: number, at: readonly number[]) => {
    const known = counts.get(name) ?? { total: 0, at: strictnesses.map(() => 0) };
    counts.set(name, known);
    known.total += total;
    at.forEach((value, level) => (known.at[level]! += value));
  };
  const measure = async (source: string, slip: Told) => {
    const hints = await findHints(slip.wrong, tokenizer, model, knowledge);
    if (values.missed && !undone(slip, hints, strictnesses.indexOf('balanced')))
      console.error(`${source} ${slip.kind} missed: ${slip.wrong}`);
    count(
      `${source}: ${slip.kind}`,
      1,
      strictnesses.map((_, level) => (undone(slip, hints, level) ? 1 : 0)),
    );
  };

  const correct =
    values.text === undefined
      ? halves.flatMap((half) => [
          ...rows(file('correct.tsv.br'), half).filter((_, i) => i % every === 0),
          ...rows(file('business.tsv'), half),
        ])
      : linesOf(textOf(values.text));
  for (const [index, [group, text]] of correct.entries()) {
    const hints = await findHints(text!, tokenizer, model, knowledge);
    count(
      `words: ${group}`,
      tokenizer.encode(text!).words.length,
      strictnesses.map(
        (_, level) => hints.filter(({ strictness }) => strictnesses.indexOf(strictness) <= level).length,
      ),
    );
    for (const { kind, written, instead, strictness, bits } of hints)
      if (values.alarms && strictness !== 'eager')
        console.error(`${group} ${kind} ${written} → ${instead} ${bits.toFixed(1)} ${text}`);
    if (values.written || index % SLIPS_EVERY !== 0) continue;
    for (const kind of generatedKinds) {
      const slip = slipOf(kind, text!, tokenizer, lexicon, pick);
      if (slip) await measure('made', slip);
    }
  }
  for (const [source, pairs] of [
    ...halves.map((half) => [`written, ${half}`, rows(file('pairs.tsv'), half)] as const),
    ...['seen', 'fresh'].map((lot) => [lot, linesOf(file(`${lot}.tsv`))] as const),
    ...halves.map((half) => [`converter, ${half}`, rows(file('converter.tsv'), half)] as const),
    ['given', values.pairs === undefined ? [] : linesOf(textOf(values.pairs))],
  ] as const)
    for (const [kind, wrong, right, ...also] of pairs)
      await measure(source, { kind: kind!, wrong: wrong!, right: right!, also });

  console.log(`${values.half}: ${strictnesses.join(', ')}`);
  for (const [name, { total, at }] of [...counts].sort(([a], [b]) => a.localeCompare(b)))
    console.log(
      `${name.padEnd(28)} ${String(total).padStart(6)}  ${at.map((value) => String(value).padStart(4)).join(' ')}`,
    );
}

await runCommand({
  name: 'hints:measure',
  about: `Measures the side panel's hints at each strictness: false alarms on correct text by kind of text, and slips found by kind of slip, of
the files in bench/hints. Lines of even number are for choosing thresholds, those of odd number for testing them.`,
  options: {
    ...modelOptions,
    half: { type: 'string', default: 'testing', value: 'choosing|testing|both', help: 'which lines' },
    every: { type: 'string', default: '1', value: 'N', help: 'only every N-th line of correct text' },
    text: {
      type: 'string',
      value: 'LINES',
      help: 'correct text from lines "group TAB sentence" instead, packed with brotli as .br',
    },
    pairs: { type: 'string', value: 'LINES', help: 'slips from lines "kind TAB wrong TAB right" as well' },
    written: { type: 'boolean', default: false, help: 'make no slips in the correct text' },
    alarms: { type: 'boolean', default: false, help: 'print each false alarm at the balanced setting' },
    missed: { type: 'boolean', default: false, help: 'print each slip that is not put right at it' },
  },
  run: async ({ model, dictionary, half, every, text, pairs, written, alarms, missed }) =>
    await measureHints({ model, dictionary, half, every, text, pairs, written, alarms, missed }),
});
