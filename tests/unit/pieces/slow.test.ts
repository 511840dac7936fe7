import { describe, expect, it } from 'vitest';
import { MAX_TEXT } from '../../../src/protocol/limits.ts';
import { findBlanks } from '../../../src/pieces/blanks.ts';
import { MAX_PIECES } from '../../../src/pieces/limits.ts';
import { TokenizerError } from '../../../src/pieces/errors.ts';
import { createEncoder } from '../../../src/pieces/sentencepiece/encoder.ts';
import { NORMAL, UNKNOWN, USER_DEFINED, type SentencePieceFile } from '../../../src/pieces/sentencepiece/model-file.ts';
import { normalizeAsAlbert } from '../../../src/pieces/sentencepiece/splitter.ts';
import { Trie } from '../../../src/pieces/sentencepiece/trie.ts';
import { tokenizerJsonSplitter } from '../../../src/pieces/tokenizer-json/splitter.ts';
import { createTokenizer } from '../../../src/pieces/tokenizer.ts';
import { ipadicAnalyzer } from '../../conformance/data.ts';
import { unigram, wordPiece } from '../../fixtures/tokenizer-json.ts';

/**
 * Work that grows with the square of a text, or more, takes from many seconds to years here; the limit of a test is a
 * minute.
 */
const long = (text: string) => text.repeat(MAX_TEXT / text.length);

const pieces = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', 'あ', '##あ', '##い'];
const words = (part: object) =>
  tokenizerJsonSplitter({ ...wordPiece(pieces), normalizer: null, pre_tokenizer: null, ...part }, {});
const file = (own: Partial<SentencePieceFile>): SentencePieceFile => ({
  pieces: [{ piece: '<unk>', score: 0, type: UNKNOWN }],
  kind: 'unigram',
  byteFallback: false,
  normalizer: {
    charsmap: new Uint8Array(),
    addDummyPrefix: true,
    removeExtraWhitespaces: true,
    escapeWhitespaces: true,
  },
  ...own,
});

describe('files that would have a text take for ever', () => {
  it('WordPiece without a longest word: as long as the text', () => {
    const { model } = wordPiece(pieces);
    const splitter = words({ model: { ...model, max_input_chars_per_word: 1e9 } });
    expect(splitter.split(long('あ'))).toHaveLength(MAX_TEXT);
    expect(splitter.split(long('あ') + 'う')).toEqual([1]);
  });

  it.each([
    [
      'of characters',
      Array.from({ length: 40 }, () => ({ type: 'Replace', pattern: { String: 'あ' }, content: 'ああ' })),
    ],
    ['of nothing', [{ type: 'Replace', pattern: { String: '' }, content: 'あ'.repeat(100_000) }]],
    ['at the front', Array.from({ length: 99 }, () => ({ type: 'Prepend', prepend: 'あ'.repeat(400_000) }))],
  ])('steps that make more and more %s', (_, normalizers) => {
    // Those that need no text to grow are refused before one is split.
    expect(() => words({ normalizer: { type: 'Sequence', normalizers } }).split('あいう'.repeat(40))).toThrow(
      TokenizerError,
    );
  });

  it('steps that make more and more bytes', () => {
    const pretokenizers = Array.from({ length: 40 }, () => ({ type: 'ByteLevel', use_regex: false }));
    expect(() => words({ pre_tokenizer: { type: 'Sequence', pretokenizers } }).split('あいう')).toThrow(TokenizerError);
  });

  it.each([
    ['normalizer', 'normalizers', { type: 'NFC' }],
    ['pre_tokenizer', 'pretokenizers', { type: 'Digits' }],
  ])('a %s of thousands of steps, in one sequence or many', (name, list, step) => {
    const sequence = (count: number, inner: object) => ({ type: 'Sequence', [list]: new Array(count).fill(inner) });
    for (const all of [sequence(5_000, step), sequence(50, sequence(50, step))])
      expect(() => words({ [name]: all })).toThrow('more than 100');
    expect(words({ [name]: sequence(10, sequence(10, step)) }).split('あ')).toEqual([5]);
  });

  it('pieces as long as the text, or of more characters than all of any vocabulary', () => {
    const vocabulary = ['<pad>', '<unk>', '<s>', '</s>', '<mask>', long('あ')];
    expect(() => tokenizerJsonSplitter(unigram(vocabulary), {})).toThrow(`has ${MAX_TEXT} characters`);
    const many = Array.from({ length: 40_000 }, (_, i) => [`${i}`.padEnd(250, 'あ'), i] as const);
    expect(() => new Trie(many)).toThrow('more than 8000000 characters');
  });

  it('pieces that would meet in one place of a table whose order were known', () => {
    const placeOf = (parent: number, code: number) => {
      const mixed = (Math.imul(parent, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)) >>> 0;
      return (mixed ^ (mixed >>> 15)) & (2 ** 18 - 1);
    };
    const fronts = Array.from({ length: 300 }, (_, i) => String.fromCharCode(0x4e00 + i));
    const pairs = fronts.flatMap((front, i) => {
      const found: string[] = [];
      for (let code = 0x10000; code < 0x110000 && found.length < 300; code++)
        if (placeOf(i + 1, code) < 80) found.push(front + String.fromCodePoint(code));
      return found;
    });
    const started = performance.now();
    const trie = new Trie([...fronts, ...pairs].map((text, i) => [text, i] as const));
    expect(trie.longestMatch(pairs.at(-1)!, 0)).toEqual({ number: fronts.length + pairs.length - 1, end: 3 });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('all symbols that there may be, beginning alike', () => {
    const symbols = Array.from({ length: MAX_PIECES - 1 }, (_, i) => ({
      piece: `あ${i}`,
      score: 0,
      type: USER_DEFINED,
    }));
    const encoder = createEncoder(file({ pieces: [{ piece: '<unk>', score: 0, type: UNKNOWN }, ...symbols] }));
    expect(encoder.encode(long('あ')).length).toBeGreaterThan(0);
    expect(encoder.encode(`あ${MAX_PIECES - 2}`).at(-1)).toMatchObject({ piece: MAX_PIECES - 1 });
  });

  it('a map of characters that goes round in circles, or whose replacement is all the rest', () => {
    /** A double array as in Darts: the unit of `a` leads to itself, or ends with a value. */
    const charsmap = (unit: number, rest: number) => {
      const map = new Uint8Array(4 + 4 * 256 + rest).fill(0x62, 4 + 4 * 256);
      const view = new DataView(map.buffer);
      view.setUint32(0, 4 * 256, true);
      view.setUint32(4 + 4 * 0x61, unit, true);
      return map;
    };
    const a = { piece: 'a', score: 0, type: NORMAL };
    const read = (map: Uint8Array) =>
      createEncoder(
        file({
          pieces: [...file({}).pieces, a],
          normalizer: { ...file({}).normalizer, charsmap: map, addDummyPrefix: false },
        }),
      );
    // Its offset takes it back to where it was: 0x61 ^ 0x61 is the root.
    expect(read(charsmap((0x61 << 10) | 0x61, 0)).encode(long('a'))).toHaveLength(MAX_TEXT);
    const endless = charsmap((0x61 << 10) | 0x161, 1_000_000);
    expect(() => read(endless).encode('aaa')).toThrow(TokenizerError);
  });
});

describe('texts that would take for ever', () => {
  it.each([
    ['zeros before a digit', `${long('〇')}1`, 0],
    ['zeros and a circle', `${long('〇')}○`, 1],
    ['circles', long('○◯'), 1],
  ])('%s are looked at once', (_, text, blanks) => {
    expect(findBlanks(text)).toHaveLength(blanks);
  });

  it.each([' ', '\u3000', '\n'])('%j over and over behind a word', (space) => {
    expect(normalizeAsAlbert(`か${long(space)}`, {}).text).toBe('か');
    expect(normalizeAsAlbert(`か${long(space)}か`, {}).text).toBe('か か');
  });

  it('words that are looked for among very many that are not split', () => {
    const never_split = Array.from({ length: 150_000 }, (_, i) => `a${i}`);
    const settings = { tokenizer_class: 'BertTokenizer', never_split };
    const tokenizer = createTokenizer(settings, '[UNK]\na', ipadicAnalyzer());
    expect(tokenizer.encode(long('a ')).pieces).toHaveLength(MAX_TEXT / 2);
  });

  it('white space that is stripped', () => {
    const strip = { type: 'Sequence', normalizers: new Array(100).fill({ type: 'Strip' }) };
    expect(words({ normalizer: strip }).split(`あ${long(' ')}い`)).toEqual([1]);
  });
});
