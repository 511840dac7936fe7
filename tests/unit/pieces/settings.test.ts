import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { alignedTokenizer } from '../../../src/pieces/aligned.ts';
import { addSpecialTokens, type Tokenizer } from '../../../src/pieces/encoding.ts';
import { sentencePieceSplitter } from '../../../src/pieces/sentencepiece/splitter.ts';
import { tokenizerJsonSplitter } from '../../../src/pieces/tokenizer-json/splitter.ts';
import { createTokenizer } from '../../../src/pieces/tokenizer.ts';
import { ipadicAnalyzer } from '../../conformance/data.ts';

interface Case {
  readonly name: string;
  /** tokenizer_config.json as transformers writes it. */
  readonly settings: object;
  /** One of these: a SentencePiece model's name, vocab.txt, tokenizer.json. */
  readonly model?: string;
  readonly vocabulary?: string;
  readonly json?: unknown;
  readonly texts: readonly string[];
  readonly ids: readonly (readonly number[])[];
}

const fixtures = new URL('../../fixtures/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, fixtures));
const cases = JSON.parse(read('tokenizer-settings.json').toString()) as Case[];
const ofRules = JSON.parse(brotliDecompressSync(read('tokenizer-rules.json.br')).toString()) as Case[];

function tokenizerOf({ settings, model, vocabulary, json }: Case): Tokenizer {
  const analyzer = ipadicAnalyzer();
  if (vocabulary !== undefined) return createTokenizer(settings, vocabulary, analyzer);
  if (model === undefined) return alignedTokenizer(tokenizerJsonSplitter(json, settings), analyzer);
  const bytes = brotliDecompressSync(read(`sentencepiece/${model}.model.br`));
  return alignedTokenizer(sentencePieceSplitter(bytes, 'tokenizer.model', settings), analyzer);
}

describe('has the ids that transformers and huggingface/tokenizers give, with what stands around a text', () => {
  it.each([...cases, ...ofRules])('$name', (each) => {
    const tokenizer = tokenizerOf(each);
    const found = each.texts.map((text) => {
      const { pieces } = tokenizer.encode(text, { blanks: false, apart: false });
      return addSpecialTokens(
        pieces.map(({ id }) => id),
        tokenizer.ids,
      );
    });
    expect(each.texts.map((text, i) => [text, found[i]])).toEqual(each.texts.map((text, i) => [text, each.ids[i]]));
  });
});

it('takes another spelling of the mask for one only where blanks are looked for', () => {
  const tokenizer = tokenizerOf(cases.find(({ model }) => model === 'llama')!);
  const masks = (options: object) =>
    tokenizer.encode('今日は[MASK]だ。', options).pieces.filter(({ id }) => id === tokenizer.ids.mask).length;
  expect([masks({}), masks({ apart: false }), masks({ apart: false, blanks: false })]).toEqual([1, 1, 0]);
});
