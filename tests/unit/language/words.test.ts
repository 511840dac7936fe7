import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { edictLexicon, ipadicAnalyzer } from '../../conformance/data.ts';
import { readText } from '../../../src/language/read.ts';

const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url));
const analyzer = ipadicAnalyzer();
const lexicon = edictLexicon();
const list = file('tests/unit/language/words.tsv').toString('utf8').trimEnd().split('\n');

it.each(list.map((line) => line.split('\t') as [string, string, string, string, string?]))(
  '%s: %s is of %s, %s',
  (text, written, base, kind, forms = '') => {
    const units = analyzer.analyze(text, { normalize: true }).map((morpheme) => ({ ...morpheme, morpheme }));
    const word = readText(text, units, { lexicon }).find(({ start, end }) => text.slice(start, end) === written);
    expect(word && [word.base, word.class, word.forms.join(' ')]).toEqual([base, kind, forms]);
  },
);
