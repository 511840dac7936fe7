import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { readUnits, testUnits, type Unit } from '../../bench/dependency/units.ts';
import { findBunsetsu, type Bunsetsu } from '../../src/language/bunsetsu.ts';
import { dependentsOf } from '../../src/language/dependency.ts';
import type { Morpheme } from '../../src/morphemes/morpheme.ts';
import { morphemesOf, parserInputs, parseText, scoresOf, type ParsingParts } from '../../src/worker/dependencies.ts';
import { DEFAULT_MODEL, loadTokenizer } from '../../src/worker/parts.ts';
import { runCommand } from '../node/command.ts';
import { givenFile } from '../node/given-file.ts';
import { InputError } from '../node/lines.ts';
import { nodeFiles } from '../node/node-files.ts';
import { loadParsing } from '../node/parsing.ts';
import { root } from '../node/paths.ts';

/** The corpus' bunsetsu over our morphemes; a morpheme with a boundary inside belongs to both sides. */
function givenBunsetsu({ text, bunsetsu }: Unit, morphemes: readonly Morpheme[]): Bunsetsu[] {
  return bunsetsu.map(({ start }, i) => {
    const end = bunsetsu[i + 1]?.start ?? text.length;
    let first = morphemes.findIndex((morpheme) => morpheme.end > start);
    if (first < 0) first = morphemes.length - 1;
    let last = first + 1;
    while (last < morphemes.length && morphemes[last]!.start < end) last++;
    return { start, end, firstMorpheme: first, endMorpheme: last };
  });
}

/** Heads of our bunsetsu, by the corpus' bunsetsu that holds the last letter of each. */
function headsOf(ours: readonly Bunsetsu[], { bunsetsu }: Unit): number[] {
  const holding = ours.map(({ end }) => bunsetsu.findLastIndex(({ start }) => start < end));
  return ours.map((_, i) => {
    if (i === ours.length - 1) return -1;
    if (holding[i + 1] === holding[i]) return i + 1;
    const head = bunsetsu[holding[i]!]!.head;
    if (head < 0) return ours.length - 1;
    const exact = holding.lastIndexOf(head);
    return exact > i
      ? exact
      : Math.max(
          i + 1,
          holding.findIndex((at, j) => j > i && at >= head),
        );
  });
}

/** A unit for training/dependency.py. */
function toTrainingRow(unit: Unit, { tokenizer }: Pick<ParsingParts, 'tokenizer'>): string {
  const encoding = tokenizer.encode(unit.text, { blanks: false });
  const morphemes = morphemesOf(encoding);
  const described = (bunsetsu: readonly Bunsetsu[], heads: readonly number[]) =>
    parserInputs(encoding, bunsetsu, morphemes).map(({ content, function: last, all, features }, i) => ({
      at: [content[0], content[1] - 1, last, all[0], all[1] - 1],
      f: features,
      h: heads[i],
    }));
  const ours = findBunsetsu(morphemes);
  return JSON.stringify({
    split: unit.split ?? 'train',
    ids: encoding.pieces.map(({ id }) => id),
    gold: described(
      givenBunsetsu(unit, morphemes),
      unit.bunsetsu.map(({ head }) => head),
    ),
    ours: described(ours, headsOf(ours, unit)),
  });
}

const far = ['1', '2', '3', '4', '5–9', '10–'] as const;
const distanceOf = (distance: number) => far[distance < 5 ? distance - 1 : distance < 10 ? 4 : 5]!;

/** Right ones of some. */
class Share {
  right = 0;
  of = 0;
  add(right: boolean): void {
    this.of++;
    if (right) this.right++;
  }
  toString(): string {
    return this.of === 0 ? '-' : `${((100 * this.right) / this.of).toFixed(1)} % (${this.right} of ${this.of})`;
  }
}

/**
 * What a rule would say that knows particles and parts of speech only: the next, unless it wants a predicate; then the
 * next predicate.
 */
function byRule(features: readonly (readonly string[])[], i: number): number {
  const [content = '', , last = ''] = features[i]!;
  const adnominal =
    /連体化|連体詞|形容動詞語幹\/$/.test(last) || /^(?:動詞|形容詞|助動詞).*(?:基本形|体言接続)$/.test(last);
  if (adnominal || (content.startsWith('名詞') && /^名詞|並立/.test(last))) return i + 1;
  for (let j = i + 1; j < features.length; j++)
    if (/^(?:動詞|形容詞|名詞-(?:形容動詞|サ変))/.test(features[j]![0]!)) return j;
  return features.length - 1;
}

async function measure(units: readonly Unit[]): Promise<void> {
  const parts = await loadParsing();
  const [next, rule, heads, whole, trees] = [new Share(), new Share(), new Share(), new Share(), new Share()];
  const byDistance = new Map(far.map((name) => [name, new Share()]));
  const calibration = Array.from({ length: 10 }, () => ({ share: new Share(), sum: 0 }));
  let [right, found, wanted] = [0, 0, 0];
  for (const unit of units) {
    const encoding = parts.tokenizer.encode(unit.text, { blanks: false });
    const morphemes = morphemesOf(encoding);
    const bunsetsu = givenBunsetsu(unit, morphemes);
    const inputs = parserInputs(encoding, bunsetsu, morphemes);
    const parsed = dependentsOf(bunsetsu, 0, await scoresOf(encoding, bunsetsu, morphemes, parts));
    let all = true;
    unit.bunsetsu.slice(0, -1).forEach(({ head }, i) => {
      const ours = parsed[i]!;
      next.add(head === i + 1);
      rule.add(
        head ===
          byRule(
            inputs.map(({ features }) => features),
            i,
          ),
      );
      heads.add(head === ours.head);
      byDistance.get(distanceOf(Math.max(1, head - i)))!.add(head === ours.head);
      const bin = calibration[Math.min(9, Math.floor(10 * ours.probability))]!;
      bin.share.add(head === ours.head);
      bin.sum += ours.probability;
      all &&= head === ours.head;
    });
    trees.add(all);

    // From the raw text: a dependency is right where both ends begin where the corpus has them begin.
    const { dependents } = await parseText(unit.text, parts);
    const at = new Map(dependents.map((one) => [one.start, one]));
    right += unit.bunsetsu.filter(({ start }) => at.has(start)).length;
    found += dependents.length;
    wanted += unit.bunsetsu.length;
    for (const { start, head } of unit.bunsetsu.slice(0, -1)) {
      const own = at.get(start);
      whole.add(
        own !== undefined && own.head >= 0 && head >= 0 && dependents[own.head]!.start === unit.bunsetsu[head]!.start,
      );
    }
  }
  const rows = [
    ['beginnings of bunsetsu, F1', `${((200 * right) / (found + wanted)).toFixed(1)} % (${wanted})`],
    ['heads: always the next bunsetsu', next],
    ['heads: a rule by particles', rule],
    ['heads', heads],
    ...far.map((name) => [`heads ${name} bunsetsu away`, byDistance.get(name)!]),
    ['units with all heads right', trees],
    ['heads from raw text', whole],
    ...calibration.flatMap(({ share, sum }, i) =>
      share.of > 0
        ? [[`heads given ${10 * i} to ${10 * i + 10} %: mean ${((100 * sum) / share.of).toFixed(1)} %`, share]]
        : [],
    ),
  ];
  process.stdout.write(`${rows.map(([name, value]) => `${String(name)}\t${String(value)}`).join('\n')}\n`);
}

/** The units of a file that an option names. @throws InputError where it has none. */
function unitsOf(option: string, named: string): Unit[] {
  const units = readUnits(readFileSync(givenFile(option, named), 'utf8'));
  if (units.length === 0) throw new InputError(`${option} ${named}: there are no units in it`);
  return units;
}

await runCommand({
  name: 'dependency',
  about: `Measures bunsetsu and heads on the test part of the corpus, or on a file like it (bench/dependency/README.md).`,
  options: {
    units: { type: 'string', value: 'FILE', help: 'a file to measure on instead' },
    prepare: {
      type: 'string',
      value: 'FILE',
      help: 'prints the units of this file for training/dependency.py instead',
    },
  },
  async run({ units, prepare }) {
    if (prepare === undefined) return await measure(units === undefined ? testUnits() : unitsOf('--units', units));
    const given = unitsOf('--prepare', prepare);
    const tokenizer = await loadTokenizer(nodeFiles(root), nodeFiles(join(root, DEFAULT_MODEL)));
    for (const unit of given)
      if (unit.text.trim() !== '') process.stdout.write(`${toTrainingRow(unit, { tokenizer })}\n`);
  },
});
