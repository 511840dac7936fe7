import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { lexiconOf, type Lexicon } from '../../src/language/lexicon.ts';
import { type MecabAnalyzer, createAnalyzer } from '../../src/morphemes/analyzer.ts';
import type { Morpheme } from '../../src/morphemes/morpheme.ts';

const root = new URL('../../', import.meta.url);

export const readVector = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`tests/conformance/data/${name}`, root), 'utf8'));

/** Lines of a brotli-compressed file of tests/conformance/data. */
export function readLines(name: string): string[] {
  return readText(name).split('\n').slice(0, -1);
}

/** MeCab's output, one string a sentence, without EOS. */
export function readMecabOutput(name: string): string[] {
  return readText(name).split('EOS\n').slice(0, -1);
}

function readText(name: string): string {
  return brotliDecompressSync(readFileSync(new URL(`tests/conformance/data/${name}`, root))).toString('utf8');
}

let ipadic: MecabAnalyzer | null = null;

/** The analyser with the dictionary that ships. */
export function ipadicAnalyzer(): MecabAnalyzer {
  return (ipadic ??= createAnalyzer(readFileSync(new URL('models/ipadic/ipadic.pack', root))));
}

let edict: Lexicon | null = null;

/** What the readings that ship tell of words. */
export function edictLexicon(): Lexicon {
  return (edict ??= lexiconOf(readFileSync(new URL('models/edict/readings.txt', root), 'utf8')));
}

/** The default model's vocabulary: Tohoku's v1. */
export const tohokuVocabulary = (): string => readFileSync(new URL('models/default/vocab.txt', root), 'utf8');

/** As MeCab prints them. */
export const mecabFormat = (morphemes: readonly Morpheme[]): string =>
  morphemes.map(({ surface, features }) => `${surface}\t${features.join(',')}\n`).join('');
