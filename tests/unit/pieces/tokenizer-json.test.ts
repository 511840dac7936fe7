import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blobFiles } from '../../../src/engine/model-files.ts';
import { alignedTokenizer } from '../../../src/pieces/aligned.ts';
import { TokenizerError } from '../../../src/pieces/errors.ts';
import { tokenizerJsonSplitter } from '../../../src/pieces/tokenizer-json/splitter.ts';
import { loadTokenizerJson } from '../../../src/worker/parts.ts';
import { ipadicAnalyzer } from '../../conformance/data.ts';
import { byteLevel, unigram, wordPiece } from '../../fixtures/tokenizer-json.ts';

const fixture = (name: string): unknown =>
  JSON.parse(
    brotliDecompressSync(
      readFileSync(new URL(`../../fixtures/tokenizer-json/${name}.json.br`, import.meta.url)),
    ).toString(),
  );
const expected = fixture('expected') as { texts: string[]; ids: Record<string, number[][]> };
const settings = { mask_token: '<mask>' };
const tokenizerOf = (json: unknown) => alignedTokenizer(tokenizerJsonSplitter(json, settings), ipadicAnalyzer());

describe("huggingface/tokenizers' ids", () => {
  it.each(Object.entries(expected.ids))('%s', (name, ids) => {
    const tokenizer = tokenizerOf(fixture(name));
    const found = expected.texts.flatMap((text, i) => {
      const own = tokenizer.encode(text, { blanks: false, apart: false }).pieces.map(({ id }) => id);
      return own.join() === ids[i]!.join() ? [] : [{ text, own, wanted: ids[i] }];
    });
    expect(found).toEqual([]);
  });

  it.each(Object.keys(expected.ids))('have their places in the text: %s', (name) => {
    const tokenizer = tokenizerOf(fixture(name));
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...expected.texts), fc.string({ unit: 'binary' })), (text) => {
        const { pieces, words } = tokenizer.encode(text);
        let at = 0;
        for (const { start, end, word } of pieces) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(words[word]).toBeDefined();
          at = start;
        }
      }),
      { seed: 20_261_128, numRuns: 300 },
    );
  });
});

describe('a tokenizer.json', () => {
  const encoded = (json: unknown, written: string) => {
    const { words, pieces } = tokenizerOf(json).encode(written);
    return {
      words: words.map(({ start, end }) => written.slice(start, end)).join('|'),
      pieces: pieces.map(({ piece, start, end }) => `${piece}=${written.slice(start, end)}`).join(' '),
    };
  };
  const bert = wordPiece(['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', '日', '本', 'の', '学', 'に', 'いる', '。']);

  it('of WordPiece gives its pieces their places', () => {
    const named = tokenizerJsonSplitter(bert, {});
    expect(named.ids).toEqual({ cls: 2, sep: 3, mask: 4, unk: 1, pad: 0 });
  });

  it('of SentencePiece does, with its spaces beside the words', () => {
    const vocabulary = ['<pad>', '<unk>', '<s>', '</s>', '<mask>', '▁', '私', 'の', '猫', 'は', 'を', '見る', '。'];
    expect(encoded(unigram(vocabulary), '私の猫は [MASK] を見る。')).toEqual({
      words: '私|の|猫|は|[MASK]|を|見る|。',
      pieces: expect.stringMatching(/私=私 の=の 猫=猫 は=は .*<mask>=\[MASK\] .*を=を 見る=見る 。=。$/),
    });
  });

  it('of bytes does, for parts of characters too', () => {
    const json = byteLevel(['日本', 'の', '大', '学']);
    expect(encoded(json, '日本の大学は猫')).toEqual({
      words: '日本|の|大学|は|猫',
      pieces: '日本=日本 の=の 大=大 学=学 ãģ=は ¯=は ç=猫 Į=猫 «=猫',
    });
    expect(encoded(json, 'a 日本').words).toBe('a|日本');
  });

  it('whose pieces take the space behind a word along is read to the end', () => {
    const tokenizer = tokenizerOf(fixture('gemma'));
    const { words } = tokenizer.encode('日本 語 E = mc 。 ');
    expect(words.map(({ surface }) => surface).join('|')).toBe('日本|語|E|=|mc|。');
  });

  it('knows tokens that are such only where they stand alone', () => {
    const token = { content: 'のに', id: 12, single_word: true, normalized: false, special: false };
    const json = { ...bert, added_tokens: [...bert.added_tokens, token] };
    // As by huggingface/tokenizers 0.22.1.
    for (const [text, ids] of [
      ['日 のに 本', [5, 12, 6]],
      ['日。のに。', [5, 11, 12, 11]],
      ['日のに本', [5, 1, 6]],
      ['日 のに本', [5, 1, 6]],
      ['日のに', [5, 1]],
      ['のに', [12]],
      ['日_のに', [5, 1, 1]],
    ] as const) {
      const { pieces } = tokenizerOf(json).encode(text, { blanks: false, apart: false });
      expect([text, pieces.map(({ id }) => id)]).toEqual([text, ids]);
    }
  });

  it('must have what a fill-mask needs', async () => {
    const none = JSON.parse(JSON.stringify(bert).replaceAll('[MASK]', '[NONE]')) as unknown;
    expect(() => tokenizerJsonSplitter(none, {})).toThrow('tokenizer.json has no [MASK]');
    await expect(loadTokenizerJson(blobFiles([]))).rejects.toMatchObject({
      name: 'ModelError',
      message: 'tokenizer.json is missing',
    });
  });

  it('is read or refused, whatever of it is damaged', () => {
    const whole = JSON.stringify(fixture('wordpiece'));
    const places = [
      ...whole.matchAll(
        /"(?:type|normalizer|pre_tokenizer|post_processor|vocab|id|content|single|ids|unk_token|pretokenizers)":/g,
      ),
    ];
    for (const { index, 0: key } of places.slice(0, 60))
      for (const value of ['null', '3', '"x"', '[]', '{}', '[null]', '-1']) {
        const damaged = `${whole.slice(0, index)}${key}${value},"was":${whole.slice(index + key.length)}`;
        try {
          tokenizerJsonSplitter(JSON.parse(damaged), settings).locatePieces('日本の学校');
        } catch (error) {
          expect(error, damaged.slice(index, index + 40)).toBeInstanceOf(TokenizerError);
        }
      }
  });

  it.each([
    ['normalizer', { type: 'Unknown' }, 'the normalizer Unknown is not known'],
    ['pre_tokenizer', { type: 'UnicodeScripts' }, 'the pre-tokenizer UnicodeScripts is not known'],
    ['pre_tokenizer', { type: 'Split', pattern: { Regex: '(?<' }, behavior: 'Isolated' }, 'the expression (?<'],
    [
      'normalizer',
      { type: 'Replace', pattern: { Regex: '[a' }, content: '' },
      'the expression [a: it ends in the middle',
    ],
    [
      'normalizer',
      { type: 'Replace', pattern: { Regex: 'a)' }, content: '' },
      'the expression a): a bracket closes nothing',
    ],
    ['normalizer', { type: 'Replace', pattern: { Regex: '(?=a)+' }, content: '' }, 'the expression (?=a)+: '],
    ['model', { type: 'Lexicon', vocab: {} }, 'Lexicon is no kind of tokenizer'],
  ])('with a %s that nobody knows is refused: %o', (part, value, message) => {
    expect(() => tokenizerJsonSplitter({ ...bert, [part]: value }, {})).toThrow(message);
  });

  it.each([
    ['(?~ab)', '(?~'],
    ['(?x: a )', '(?x'],
    ['(?i:a)(?s)b', '(?s'],
    ['(?(<a>)b)', '(?('],
    ['(*FAIL)', '(*'],
    ['(a)\\1', '\\1'],
    ['(?<a>b)\\k<a>', '\\k'],
    ['\\G日', '\\G'],
    ['\\X', '\\X'],
    ['日\\K本', '\\K'],
    ['\\xe3', '\\x'],
    ['\\p{Klingon}', '\\p{Klingon}'],
    ['[[:klingon:]]', '[:klingon:]'],
    ['(?<=(?>a))b', '(?> and the like in (?<'],
    ['(?i:strasse)', 'st in any case'],
    ['(?i:é)', 'é in any case'],
    ['(?i:[\\p{Lu}])', '[\\p{Lu}] in any case'],
    ['a{2,1}', '{2,1}'],
    ['(?:a*|b)+', '+ of what may be nothing'],
    ['(?:\\b|a){0,2}', '{0,2} of what may be nothing'],
    ['a*?{3,}', '{3,} of what may be nothing'],
    ['(?:a|\\b){2}', '{2} of what may be nothing'],
    ['(?>a?(?=b)){1,}', '{1,} of what may be nothing'],
    ['('.repeat(9_000), 'more than 50 brackets in each other'],
    ['['.repeat(9_000), 'more than 50 brackets in each other'],
    ['a'.repeat(20_000), 'more than 10000 characters'],
  ])('with an expression that JavaScript has nothing for is refused, with the reason: %s', (expression, reason) => {
    for (const step of [
      { pre_tokenizer: { type: 'Split', pattern: { Regex: expression }, behavior: 'Isolated' } },
      { normalizer: { type: 'Replace', pattern: { Regex: expression }, content: '' } },
    ]) {
      const read = () => tokenizerJsonSplitter({ ...bert, ...step }, {});
      expect(read).toThrow(TokenizerError);
      expect(read).toThrow(`: ${reason} is not known here.`);
    }
  });
});
