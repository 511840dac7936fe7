/**
 * npx tsx scripts/commands/hints.ts [--model DIR] [--grid] FILE...
 * Measures the side panel's hints: false alarms on correct text, and how many slips are found. Each FILE (plain or .br) has lines of tab-separated columns:
 * `group, sentence` for correct text, `group, wrong, right` for slips somebody made. Out of the correct text, slips are made as well: in every sentence
 * one word becomes a random homophone, and one particle a random other (seeded). --grid prints the choice of thresholds instead of the chosen ones.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { brotliDecompressSync } from 'node:zlib';
import { findHints, suspects, THRESHOLDS, type Hint, type HintKind } from '../../src/predictions/hints.ts';
import { homophones, type Homophones } from '../../src/predictions/homophones.ts';
import { InputError } from '../node/lines.ts';
import { loadFolder, type LoadedModel } from '../node/model.ts';
import { fromCaller } from '../node/paths.ts';
import { random } from '../node/random.ts';

/** Everything that could become a hint, so that any threshold can be applied afterwards. */
const ALL = { reading: { probability: 0.001, bits: 2 }, particle: { probability: 0.05, bits: 2 } };
const kinds: readonly HintKind[] = ['reading', 'particle'];
const bits = ({ likelier, written }: Hint) => Math.log2(likelier.score / written.score);

interface Group {
  words: number;
  alarms: Hint[];
}
interface Slip {
  readonly kind: HintKind;
  /** Whether one other word that is looked at would undo it. */
  readonly possible: boolean;
  /** The hint that undoes it, or null. */
  readonly hit: Hint | null;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { model: { type: 'string' }, grid: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (positionals.length === 0) throw new InputError('name at least one file of tab-separated lines');
  const loaded = await loadFolder(values.model, 'int8');
  const groups = new Map<string, Group>();
  const slips = new Map<string, Slip[]>();
  const pick = random(6);
  const index = await homophones(loaded.tokenizer);
  for (const [group, ...columns] of positionals.flatMap(readRows)) {
    const [first, right] = columns;
    if (first === undefined) throw new InputError(`a line without a tab: ${group}`);
    if (right !== undefined)
      add(slips, group!, {
        kind: 'reading',
        possible: canUndo(loaded, first, right, index),
        hit: await undoing(loaded, first, right),
      });
    else {
      const known = groups.get(group!) ?? { words: 0, alarms: [] };
      groups.set(group!, known);
      known.words += loaded.tokenizer.encode(first).words.length;
      known.alarms.push(...(await hints(loaded, first)));
      for (const kind of kinds) {
        const wrong = slipped(loaded, first, kind, pick, index);
        if (wrong !== null)
          add(slips, kind, {
            kind,
            possible: canUndo(loaded, wrong, first, index),
            hit: await undoing(loaded, wrong, first),
          });
      }
    }
  }
  if (values.grid) printGrid(groups, slips);
  else print(groups, slips);
}

function readRows(file: string): string[][] {
  const bytes = readFileSync(fromCaller(file));
  return (file.endsWith('.br') ? brotliDecompressSync(bytes) : bytes)
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
}

const hints = ({ tokenizer, model }: LoadedModel, text: string) =>
  findHints(tokenizer.encode(text, { blanks: false }), tokenizer, model, { thresholds: ALL });

/** The hint for `wrong` that makes it `right`. */
async function undoing(loaded: LoadedModel, wrong: string, right: string): Promise<Hint | null> {
  return (
    (await hints(loaded, wrong)).find(
      ({ start, end, likelier }) => wrong.slice(0, start) + likelier.text + wrong.slice(end) === right,
    ) ?? null
  );
}

function canUndo({ tokenizer, model }: LoadedModel, wrong: string, right: string, index: Homophones): boolean {
  const encoding = tokenizer.encode(wrong, { blanks: false });
  return suspects(encoding, tokenizer, model, index).some(({ word, ids }) => {
    const { start, end } = encoding.words[word]!;
    return [...ids].some((id) => wrong.slice(0, start) + tokenizer.vocabulary[id]! + wrong.slice(end) === right);
  });
}

/** A sentence with one slip of a kind in it; null where none can be made. */
function slipped(
  { tokenizer, model }: LoadedModel,
  text: string,
  kind: HintKind,
  pick: () => number,
  index: Homophones,
): string | null {
  const encoding = tokenizer.encode(text, { blanks: false });
  const places = suspects(encoding, tokenizer, model, index).filter((suspect) => suspect.kind === kind);
  const place = places[Math.floor(pick() * places.length)];
  if (!place) return null;
  const others = [...place.ids];
  const { start, end } = encoding.words[place.word]!;
  return text.slice(0, start) + tokenizer.vocabulary[others[Math.floor(pick() * others.length)]!]! + text.slice(end);
}

const passes = (hint: Hint, { probability, bits: least } = THRESHOLDS[hint.kind]) =>
  hint.likelier.score >= probability && bits(hint) >= least;

function print(groups: Map<string, Group>, slips: Map<string, Slip[]>): void {
  let [words, alarms] = [0, 0];
  for (const [name, group] of groups) {
    const raised = group.alarms.filter((hint) => passes(hint));
    words += group.words;
    alarms += raised.length;
    console.log(
      `${name}: ${group.words} words, ${raised.length} false alarms (${kinds.map((kind) => `${kind} ${raised.filter((hint) => hint.kind === kind).length}`).join(', ')}), ${oneIn(group.words, raised.length)}`,
    );
    for (const hint of raised)
      console.error(
        `  ${hint.written.text} -> ${hint.likelier.text} ${hint.likelier.score.toFixed(2)} ${bits(hint).toFixed(1)} bits`,
      );
  }
  console.log(`all: ${words} words, ${alarms} false alarms, ${oneIn(words, alarms)}`);
  for (const [name, list] of slips)
    console.log(
      `slips (${name}): ${list.filter(({ hit }) => hit && passes(hit)).length} of ${list.length} found (${list.filter(({ possible }) => possible).length} could be: the slip is still one word, and the right one is in the vocabulary)`,
    );
}

const oneIn = (words: number, alarms: number) => (alarms === 0 ? 'none' : `one in ${Math.round(words / alarms)} words`);

function printGrid(groups: Map<string, Group>, slips: Map<string, Slip[]>): void {
  const words = [...groups.values()].reduce((sum, group) => sum + group.words, 0);
  const alarms = [...groups.values()].flatMap((group) => group.alarms);
  console.log('kind      probability  bits  false alarms per 1000 words  found');
  for (const kind of kinds) {
    for (const probability of [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5]) {
      for (const least of [2, 3, 4, 5, 6, 7, 8, 9, 10]) {
        const threshold = { probability, bits: least };
        const raised = alarms.filter((hint) => hint.kind === kind && passes(hint, threshold)).length;
        const found = [...slips]
          .map(([name, list]) => [name, list.filter((slip) => slip.kind === kind)] as const)
          .filter(([, list]) => list.length > 0);
        const shares = found.map(
          ([name, list]) =>
            `${name} ${((100 * list.filter(({ hit }) => hit && passes(hit, threshold)).length) / list.length).toFixed(0)} %`,
        );
        console.log(
          `${kind.padEnd(9)} ${String(probability).padEnd(12)} ${String(least).padEnd(5)} ${((1000 * raised) / words).toFixed(2).padEnd(28)} ${shares.join(', ')}`,
        );
      }
    }
  }
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

main().catch((error: unknown) => {
  console.error(`hints: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
