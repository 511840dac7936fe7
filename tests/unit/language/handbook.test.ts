import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { root } from '../../../scripts/node/paths.ts';
import type { Lexicon } from '../../../src/morphemes/morpheme.ts';
import { DEFAULT_MODEL, folderOf, loadTokenizer } from '../../../src/worker/parts.ts';

/** The tables that ship: what stands in them that no reader of theirs would find. */

const linesOf = (name: string) =>
  readFileSync(join(root, 'models/handbook', name), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
const partsOf = (line: string) => {
  const [name = '', things = ''] = line.split(': ');
  return { name, things: things.split(' ') };
};
const doubled = (all: readonly string[]) => all.filter((one, at) => all.indexOf(one) !== at);

const PARTICLE = 'から|までに|まで|より|[がをにでとへ]';
const THING = new RegExp(`^(.+?)(?:${PARTICLE})(?:・(?:${PARTICLE}))*$`);

const isBase = (word: string) => lexicon.entries(word).some(({ features }) => (features[6] ?? '') === word);
/** A predicate, with れる or せる behind it, or with a noun and its particle before it. */
const isPredicate = (name: string): boolean =>
  isBase(name) ||
  isBase(name.replace(/(?:れる|せる)$/, '')) ||
  [...name].some(
    (_, at) => at > 0 && new RegExp(`^(?:${PARTICLE})`).test(name.slice(at)) && isPredicate(name.slice(at + 1)),
  );

let lexicon: Lexicon;
beforeAll(async () => {
  const files = nodeFiles(root);
  const { analyzer } = await loadTokenizer(files, folderOf(files, DEFAULT_MODEL));
  lexicon = await analyzer.lexicon();
});

it('words that are read alike are in the dictionary, as it has them', () => {
  const words = linesOf('read-alike.txt').filter((line) => !line.startsWith('#'));
  const unknown = words
    .map((line) => partsOf(line).name)
    .filter((word) => !lexicon.entries(word).some(({ features }) => (features[6] ?? '') === word));
  expect(unknown).toEqual([]);
});

it('what words go with is written so that it can be read', () => {
  const strange = linesOf('read-alike.txt')
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => partsOf(line).things.map((thing) => `${partsOf(line).name} ${thing}`))
    .filter((thing) => !/ (?:~[^~]+|[^~]+~|[^~]+(?:から|まで|[がをにでとのへ]))$/.test(thing));
  expect(strange).toEqual([]);
});

it('a group has two words at least, each once, and no noun goes with all of them', () => {
  const groups = linesOf('read-alike.txt')
    .join('\n')
    .split(/^# .*\n/m)
    .slice(1)
    .map((group) => group.trim().split('\n').map(partsOf));
  expect(groups.length).toBeGreaterThan(400);
  const wrong = groups.filter(
    (words) =>
      words.length < 2 ||
      doubled(words.map(({ name }) => name)).length > 0 ||
      words[0]!.things.some((thing) => words.every(({ things }) => things.includes(thing))),
  );
  expect(wrong).toEqual([]);
});

it('predicates have particles of nouns, and of classes that there are', () => {
  const lines = linesOf('case-frames.txt');
  const classes = lines.filter((line) => line.startsWith('@')).map((line) => line.split(' ')[0]!);
  const predicates = lines.filter((line) => !line.startsWith('@')).map(partsOf);
  expect(doubled(classes)).toEqual([]);
  expect(doubled(predicates.map(({ name }) => name))).toEqual([]);
  const strange = predicates.flatMap(({ name, things }) =>
    things
      .map((thing) => THING.exec(thing)?.[1])
      .filter((noun) => noun === undefined || (noun.startsWith('@') && !classes.includes(noun)))
      .map((noun) => `${name} ${noun ?? things.join(' ')}`),
  );
  expect(strange).toEqual([]);
  expect(predicates.map(({ name }) => name).filter((name) => !isPredicate(name))).toEqual([]);
});
