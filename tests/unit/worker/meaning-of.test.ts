import { beforeAll, expect, it } from 'vitest';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { root } from '../../../scripts/node/paths.ts';
import type { Meanings } from '../../../src/language/meanings.ts';
import type { WordClass } from '../../../src/language/names.ts';
import type { Tokenizer } from '../../../src/pieces/encoding.ts';
import { DEFAULT_MODEL, folderOf, loadTokenizer } from '../../../src/worker/parts.ts';
import { loadMeanings, loadWordReader, meaningOf, type WordReader } from '../../../src/worker/words.ts';

let tokenizer: Tokenizer;
let read: WordReader;
let dictionary: Meanings;
beforeAll(async () => {
  const files = nodeFiles(root);
  [tokenizer, read, dictionary] = await Promise.all([
    loadTokenizer(files, folderOf(files, DEFAULT_MODEL)),
    loadWordReader(files),
    loadMeanings(files),
  ]);
});

it.each<[string, WordClass | undefined, string]>([
  ['彼', 'noun', 'he'],
  ['君', 'noun', 'you'],
  ['彼女', 'noun', 'she'],
  ['友達', 'noun', 'friend'],
  ['彼', undefined, 'he'],
  // A word that can be both is what the place has.
  ['話', 'noun', 'talk'],
  ['行った', 'verb', 'to go'],
])('a candidate %s in the place of a %s is “%s”', (text, kind, gloss) => {
  expect(meaningOf({ text, ...(kind && { class: kind }) }, dictionary, tokenizer, read)[0]).toMatch(
    new RegExp(`^(?:\\(.*\\) )?${gloss}\\b`),
  );
});

it.each<[string, WordClass, RegExp]>([
  ['たい', 'auxiliary', /bream/],
  ['まし', 'auxiliary', /increase/],
  ['ば', 'particle', /place/],
  ['は2', 'particle', /topic/],
])('an ending or particle %s is no other word that is written so', (text, kind, other) => {
  expect(meaningOf({ text, class: kind }, dictionary, tokenizer, read).join()).not.toMatch(other);
});
