import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Morpheme } from '../../../src/morphemes/morpheme.ts';
import { TokenizerError } from '../../../src/pieces/errors.ts';
import type { Encoding } from '../../../src/pieces/encoding.ts';
import { tokenizerSettings, type SettingsFiles } from '../../../src/pieces/settings.ts';
import { createTokenizer } from '../../../src/pieces/tokenizer.ts';
import { ipadicAnalyzer, readLines, tohokuVocabulary } from '../../conformance/data.ts';

const MECAB = {
  tokenizer_class: 'BertJapaneseTokenizer',
  word_tokenizer_type: 'mecab',
  subword_tokenizer_type: 'wordpiece',
  mecab_kwargs: { mecab_dic: 'ipadic' },
};
const tokenizer = (config: object = {}, vocabulary = tohokuVocabulary()) =>
  createTokenizer({ ...MECAB, ...config }, vocabulary, ipadicAnalyzer());
const tohoku = tokenizer();

const words = ({ words }: Encoding) => words.map(({ surface }) => surface).join(' ');
const pieces = ({ pieces }: Encoding) => pieces.map(({ piece }) => piece).join(' ');

const fields = (morpheme: Morpheme | null | undefined) =>
  morpheme && [
    morpheme.start,
    morpheme.end,
    morpheme.surface,
    morpheme.known,
    morpheme.partOfSpeech,
    morpheme.baseForm,
    morpheme.reading,
    morpheme.pronunciation,
  ];

describe('encode', () => {
  it('makes a blank in the text one [MASK]', () => {
    const { words: found, pieces: made } = tohoku.encode('僕は友達とXXXXをすることが好きだ');
    expect(found.map(({ surface }) => surface)).toEqual([
      '僕',
      'は',
      '友達',
      'と',
      'XXXX',
      'を',
      'する',
      'こと',
      'が',
      '好き',
      'だ',
    ]);
    expect(found[4]).toEqual({
      start: 5,
      end: 9,
      surface: 'XXXX',
      morpheme: null,
      blank: true,
      firstPiece: 4,
      pieceCount: 1,
    });
    expect(made[4]).toEqual({ start: 5, end: 9, piece: '[MASK]', id: 4, word: 4 });
  });

  it('leaves blanks alone when asked, but not special tokens', () => {
    expect(words(tohoku.encode('と＿＿を[MASK]へ[UNK]', { blanks: false }))).toBe('と __ を [MASK] へ [UNK]');
  });

  it('keeps features with words whose place has moved', () => {
    const [word] = tohoku.encode('㌔㍍').words;
    expect(word).toMatchObject({ start: 0, end: 2, surface: 'キロメートル' });
    expect(fields(word?.morpheme)).toEqual([
      0,
      2,
      'キロメートル',
      false,
      ['名詞', '固有名詞', '組織'],
      null,
      null,
      null,
    ]);
    expect(fields(tohoku.encode('９ｶﾞ').words[1]?.morpheme)).toEqual([
      1,
      3,
      'ガ',
      true,
      ['名詞', '一般'],
      'ガ',
      'ガ',
      'ガ',
    ]);
  });

  it('says what the dictionary says', () => {
    expect(fields(tohoku.encode('私は').words[1]?.morpheme)).toEqual([
      1,
      2,
      'は',
      true,
      ['助詞', '係助詞'],
      'は',
      'ハ',
      'ワ',
    ]);
    expect(fields(tohoku.encode('Chrome').words[0]?.morpheme)).toEqual([
      0,
      6,
      'Chrome',
      false,
      ['名詞', '固有名詞', '組織'],
      null,
      null,
      null,
    ]);
  });

  it('gives a word of more than 100 characters up', () => {
    // One dictionary entry cannot be that long: a basic tokenizer's word can.
    const basic = tokenizer({ word_tokenizer_type: 'basic' }, '[UNK]\na\n##a\n𠮷\n##𠮷');
    expect(basic.encode('a'.repeat(100)).pieces).toHaveLength(100);
    expect(pieces(basic.encode('a'.repeat(101)))).toBe('[UNK]');
    expect(basic.encode('𠮷'.repeat(100)).pieces).toHaveLength(100);
  });

  it('splits pieces where Python splits, and nowhere else', () => {
    const small = tokenizer({}, '[UNK]\na\n\ufeff');
    expect(pieces(small.encode('\u2028a\u0085'))).toBe('a');
    expect(pieces(small.encode('\ufeff'))).toBe('\ufeff');
  });

  it('lower-cases before and after NFKC', () => {
    const lower = tokenizer({ do_lower_case: true });
    expect(words(lower.encode('ＡＢ™のΣ'))).toBe('abtm の σ');
    expect(words(tokenizer({ do_lower_case: true, mecab_kwargs: { never_split: ['TM'] } }).encode('™、A'))).toBe(
      'TM 、 a',
    );
  });

  it('finds added tokens where they stand, in text that is lower-cased, and never as a part of a word', () => {
    const added_tokens_decoder = { 40_000: { content: 'qx', special: false, normalized: true } };
    const text = 'İQXとＱＸ、Qxだ';
    const found = tokenizer({ do_lower_case: true, added_tokens_decoder }).encode(text).pieces;
    expect(found.filter(({ id }) => id === 40_000).map(({ start, end }) => text.slice(start, end))).toEqual([
      'QX',
      'Qx',
    ]);
    const cased = tokenizer({ added_tokens_decoder }).encode('ｑｘとqx').pieces;
    expect(cased.map(({ id }) => id).filter((id) => id === 40_000)).toHaveLength(1);
  });

  it('takes every string, and every piece lies within its word', () => {
    const lines = readLines('fuzz.txt.br');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom(...lines),
          fc
            .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
            .map((units) => String.fromCharCode(...units)),
        ),
        (text) => {
          const { words: found, pieces: made } = tohoku.encode(text);
          let at = 0;
          for (const { start, end, firstPiece, pieceCount } of found) {
            expect(start).toBeGreaterThanOrEqual(at);
            expect(end).toBeGreaterThanOrEqual(start);
            let inside = start;
            for (const piece of made.slice(firstPiece, firstPiece + pieceCount)) {
              expect(piece.start).toBeGreaterThanOrEqual(inside);
              expect(piece.end).toBeGreaterThanOrEqual(piece.start);
              inside = piece.end;
            }
            expect(inside).toBeLessThanOrEqual(end);
            at = end;
          }
          expect(at).toBeLessThanOrEqual(text.length);
          expect(
            found.flatMap(({ firstPiece, pieceCount }) => made.slice(firstPiece, firstPiece + pieceCount)),
          ).toEqual(made);
        },
      ),
      { seed: 3, numRuns: 1000 },
    );
  }, 60_000);
});

describe("BERT's own basic tokenizer", () => {
  const vocabulary = '[UNK]';
  const basic = (config: object) => (text: string) =>
    words(createTokenizer({ tokenizer_class: 'BertTokenizer', ...config }, vocabulary, ipadicAnalyzer()).encode(text));

  it.each([
    [{}, ' \tHeLLo!how  \n Are yoU?  ', 'hello ! how are you ?'],
    [{}, 'H\u00e9llo', 'hello'],
    [{ strip_accents: false }, ' \tHäLLo!how  \n Are yoU?  ', 'hällo ! how are you ?'],
    [{ do_lower_case: false }, ' \tHäLLo!how  \n Are yoU?  ', 'HäLLo ! how Are yoU ?'],
    [{ do_lower_case: false, strip_accents: true }, 'HäLLo', 'HaLLo'],
    [{ do_lower_case: false, never_split: ['X-Y'] }, 'X-Y Z-A', 'X-Y Z - A'],
    [{}, 'ah博推zz', 'ah 博 推 zz'],
    [{}, 'a\u0000b\ufffdc\u200dd', 'abcd'],
  ])('with %o splits %j', (config, text, expected) => {
    expect(basic(config)(text)).toBe(expected);
  });

  it.each(['\u200b', '\u200d', '\u0007', '\ufffd', '\u00ad\u0000'])(
    'joins a letter and its mark where %j, which is dropped, stood between them',
    (dropped) => {
      for (const [letter, mark, both] of [
        ['か', '\u3099', 'が'],
        ['e', '\u0301', 'é'],
      ]) {
        const text = `x${letter}${dropped}${mark}y z`;
        expect(basic({ strip_accents: false })(text)).toBe(`x${both}y z`);
        expect(basic({ tokenizer_class: 'BertJapaneseTokenizer', word_tokenizer_type: 'basic' })(text)).toBe(
          `x${both}y z`,
        );
        const { words: found } = createTokenizer(
          { tokenizer_class: 'BertTokenizer' },
          '[UNK]',
          ipadicAnalyzer(),
        ).encode(text);
        expect(found.map(({ start, end }) => text.slice(start, end))).toEqual([text.slice(0, -2), 'z']);
      }
    },
  );

  it('keeps places in the text', () => {
    const { words: found, pieces: made } = createTokenizer(
      { tokenizer_class: 'BertTokenizer' },
      '[UNK]\nh\n##e\n##llo',
      ipadicAnalyzer(),
    ).encode('x H\u00e9llo!');
    expect(found.map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [2, 7],
      [7, 8],
    ]);
    expect(made.map(({ start, end, piece }) => [start, end, piece])).toEqual([
      [0, 1, '[UNK]'],
      [2, 3, 'h'],
      [3, 4, '##e'],
      [4, 7, '##llo'],
      [7, 8, '[UNK]'],
    ]);
  });
});

describe('files that say little', () => {
  const multilingual = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', '今', '日', 'は', '晴', 'れ', '##だ', '##れ'];
  const settings = (files: SettingsFiles) => tokenizerSettings(files);

  it('mean BertTokenizer where they name no class', () => {
    const config = settings({ config: { model_type: 'bert' }, tokenizerConfig: { do_lower_case: false } });
    const encoding = createTokenizer(config, multilingual.join('\n'), ipadicAnalyzer()).encode('今日は晴れだ');
    expect(words(encoding)).toBe('今 日 は 晴 れだ');
    expect(pieces(encoding)).toBe('今 日 は 晴 れ ##だ');
  });

  it.each([
    { config: { tokenizer_class: 'BertJapaneseTokenizer' }, tokenizerConfig: { word_tokenizer_type: 'mecab' } },
    { tokenizerConfig: { word_tokenizer_type: 'mecab' } },
    {
      config: { tokenizer_class: 'BertTokenizer' },
      tokenizerConfig: { tokenizer_class: 'BertJapaneseTokenizer', word_tokenizer_type: 'mecab' },
    },
  ])('mean the Japanese one where they name it: %o', (files) => {
    expect(words(createTokenizer(settings(files), tohokuVocabulary(), ipadicAnalyzer()).encode('晴れだ'))).toBe(
      '晴れ だ',
    );
  });

  it('are asked about beside a vocabulary that BertTokenizer cannot have made', () => {
    expect(() => createTokenizer({}, tohokuVocabulary(), ipadicAnalyzer())).toThrow(/do not say which tokenizer/);
  });

  it.each([
    ['albert', 'AlbertTokenizer'],
    ['xlm-roberta', 'XLMRobertaTokenizer'],
    ['deberta-v2', 'DebertaV2Tokenizer'],
    ['bert', undefined],
  ])('have the class that goes with the model: %s', (model_type, name) => {
    expect(settings({ config: { model_type } })).toEqual(name ? { tokenizer_class: name } : {});
    const tokenizerConfig = { word_tokenizer_type: 'mecab' };
    expect(settings({ config: { model_type }, tokenizerConfig })).toEqual(tokenizerConfig);
  });

  it('give added tokens their ids', () => {
    const vocabulary = '[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n猫';
    const of = (files: SettingsFiles) =>
      createTokenizer(settings({ config: MECAB, ...files }), vocabulary, ipadicAnalyzer());
    const old = of({ addedTokens: { '<a>': 6, '<b>': 8 }, specialTokens: { mask_token: '<b>' } });
    expect(old.encode('<a>猫<b>＿＿').pieces.map(({ id }) => id)).toEqual([6, 5, 8, 8]);
    expect(old.vocabulary.length).toBe(9);
    const decoder = { 4: { content: '[MASK]' }, 7: { content: '<c>', special: true } };
    const newer = of({
      tokenizerConfig: { added_tokens_decoder: decoder },
      addedTokens: { '<c>': 6 },
      specialTokens: { mask_token: '<c>' },
    });
    expect(newer.encode('<c>[MASK]').pieces.map(({ id }) => id)).toEqual([7, 4]);
    expect(newer.ids.mask).toBe(4);
  });

  it.each(['unidic_lite', 'unidic', 'jumandic'])('read characters whatever dictionary cut the words: %s', (name) => {
    const config = {
      ...MECAB,
      subword_tokenizer_type: 'character',
      mecab_kwargs: { mecab_dic: name, mecab_option: '-q' },
    };
    const encoding = createTokenizer(config, '[UNK]\n今\n日\nは', ipadicAnalyzer()).encode('今日 は');
    expect(words(encoding)).toBe('今日 は');
    expect(pieces(encoding)).toBe('今 日 は');
  });
});

describe('what cannot be honoured', () => {
  it.each([
    [{ word_tokenizer_type: 'sudachi' }, 'unsupported', 'sudachi'],
    [{ word_tokenizer_type: 'jumanpp' }, 'wrong-dictionary', 'Juman++'],
    [{ subword_tokenizer_type: 'sentencepiece' }, 'unsupported', 'sentencepiece'],
    [{ mecab_kwargs: { mecab_dic: 'neologd' } }, 'unsupported', 'neologd'],
    [{ tokenizer_class: 'T5Tokenizer' }, 'unsupported', 'T5Tokenizer'],
    [{ mecab_kwargs: { mecab_dic: 'unidic_lite' } }, 'wrong-dictionary', 'unidic_lite'],
    [{ mecab_kwargs: { mecab_dic: 'ipadic', mecab_option: '-d /x' } }, 'unsupported', '-d /x'],
    [{ do_word_tokenize: false }, 'unsupported', 'do_word_tokenize'],
    [{ never_split: 'x' }, 'invalid-config', 'never_split'],
  ])('is refused by name: %o', (config, code, name) => {
    const refused = (() => {
      try {
        tokenizer(config);
      } catch (error) {
        return error as TokenizerError;
      }
      return null;
    })();
    expect(refused).toBeInstanceOf(TokenizerError);
    expect(refused?.code).toBe(code);
    expect(refused?.message).toContain(name);
    if (code !== 'invalid-config') expect(refused?.message).toMatch(/[Uu]se a model/);
  });

  it.each([null, 7, [], 'x'])('is refused: a configuration of %o', (config) => {
    expect(() => createTokenizer(config, '[UNK]', ipadicAnalyzer())).toThrow(TokenizerError);
  });

  it('is refused: an empty vocabulary', () => {
    expect(() => tokenizer({}, '')).toThrow(TokenizerError);
  });
});

describe('the vocabulary', () => {
  it('has special tokens it lacks behind its last line, as in transformers', () => {
    const small = tokenizer({}, '[UNK]\n[CLS]\n[SEP]\r\n猫\n');
    expect(small.vocabulary).toEqual(['[UNK]', '[CLS]', '[SEP]', '猫', '[PAD]', '[MASK]']);
    expect(small.ids).toEqual({ unk: 0, cls: 1, sep: 2, pad: 4, mask: 5 });
    expect(small.idOf('猫')).toBe(3);
    expect(small.idOf('犬')).toBeUndefined();
  });

  it('takes special tokens from the configuration', () => {
    const own = tokenizer(
      { mask_token: { content: '<mask>' }, additional_special_tokens: ['<x>'] },
      '[UNK]\n<mask>\n<x>',
    );
    expect(pieces(own.encode('<x><mask>XXXX'))).toBe('<x> <mask> <mask>');
  });
});
