import { beforeAll, describe, expect, it } from 'vitest';
import { collocationsOf } from '../../../src/language/collocations.ts';
import { readText } from '../../../src/language/read.ts';
import { createAnalyzer, type MecabAnalyzer } from '../../../src/morphemes/analyzer.ts';
import { convertDictionary } from '../../../src/morphemes/mecab/convert.ts';
import { ownPartOfSpeech } from '../../../src/morphemes/tagsets.ts';
import { unlikelyAt } from '../../../src/predictions/practice.ts';
import type { Tokenizer, Word } from '../../../src/pieces/encoding.ts';
import { proposeParticles } from '../../../src/predictions/proofreading/particles.ts';
import type { Material } from '../../../src/predictions/proofreading/proposal.ts';
import { proposeRa } from '../../../src/predictions/proofreading/usage.ts';

/** Words as UniDic has them: surface, part of speech and conjugation, dictionary form, reading. */
const UNIDIC = `
  4 名詞,数詞,*,*,*,* 4 ヨン
  月 名詞,普通名詞,助数詞可能,*,*,* 月 ツキ
  1 名詞,数詞,*,*,*,* 1 イチ
  日 接尾辞,名詞的,助数詞,*,*,* 日 カ
  三 名詞,数詞,*,*,*,* 三 サン
  一 名詞,数詞,*,*,*,* 一 イチ
  本 接尾辞,名詞的,助数詞,*,*,* 本 ポン
  分 接尾辞,名詞的,サ変可能,*,*,* 分 ブン
  の 助詞,格助詞,*,*,*,* の ノ
  に 助詞,格助詞,*,*,*,* に ニ
  と 助詞,格助詞,*,*,*,* と ト
  て 助詞,接続助詞,*,*,*,* て テ
  私 代名詞,*,*,*,*,* 私 ワタクシ
  静か 形状詞,一般,*,*,*,* 静か シズカ
  さん 接尾辞,名詞的,一般,*,*,* さん サン
  田中 名詞,固有名詞,人名,姓,*,* 田中 タナカ
  東京 名詞,固有名詞,地名,一般,*,* 東京 トウキョウ
  駅 名詞,普通名詞,一般,*,*,* 駅 エキ
  店 名詞,普通名詞,一般,*,*,* 店 ミセ
  空港 名詞,普通名詞,一般,*,*,* 空港 クウコウ
  学校 名詞,普通名詞,一般,*,*,* 学校 ガッコウ
  高く 形容詞,一般,*,*,形容詞,連用形-一般 高い タカク
  ない 形容詞,非自立可能,*,*,形容詞,終止形-一般 ない ナイ
  食べ 動詞,一般,*,*,下一段-バ行,未然形-一般 食べる タベ
  れる 助動詞,*,*,*,助動詞-レル,終止形-一般 れる レル
  着く 動詞,一般,*,*,五段-カ行,終止形-一般 着く ツク
`;
/** The same of JUMAN. */
const JUMAN = `
  駅 名詞,普通名詞,*,* 駅 えき
  に 助詞,格助詞,*,* に に
  着く 動詞,*,子音動詞カ行,基本形 着く つく
  4 名詞,数詞,*,* 4 よん
  月 接尾辞,名詞性名詞助数辞,*,* 月 がつ
  彼 名詞,普通名詞,*,* 彼 かれ
  の 助詞,接続助詞,*,* の の
`;

async function analyzerOf(list: string, features: (part: string, base: string, reading: string) => string[]) {
  const lines = list
    .trim()
    .split('\n')
    .map((line) => line.trim().split(' ') as [string, string, string, string]);
  const [, part, ...rest] = lines[0]!;
  const unknown = features(part, ...(rest as [string, string])).map((_, i) => (i === 0 ? '名詞' : '*'));
  const files: Readonly<Record<string, string>> = {
    'char.def': 'DEFAULT 0 1 0\nSPACE 0 1 0\n0x0020 SPACE\n',
    'matrix.def': '1 1\n0 0 0\n',
    'unk.def': ['DEFAULT', 'SPACE'].map((category) => `${category},0,0,9000,${unknown.join()}\n`).join(''),
    // The one word that tells unidic-lite.
    'words.csv': [...lines, ['令和', lines[0]![1], '令和', 'レイワ'] as const]
      .map(([surface, part, base, reading]) => `${surface},0,0,100,${features(part, base, reading).join()}\n`)
      .join(''),
  };
  const pack = await convertDictionary({
    names: Object.keys(files),
    read: async (name) => new TextEncoder().encode(files[name]),
  });
  return createAnalyzer(pack);
}

const unidicColumns = (part: string, base: string, reading: string) => {
  const columns = Array.from({ length: 26 }, () => '*');
  columns.splice(0, 6, ...part.split(','));
  columns[10] = base;
  columns[17] = reading;
  return columns;
};

let unidic: MecabAnalyzer;
let juman: MecabAnalyzer;
beforeAll(async () => {
  unidic = await analyzerOf(UNIDIC, unidicColumns);
  juman = await analyzerOf(JUMAN, (part, base, reading) => [...part.split(','), base, reading, '*']);
});

const units = (analyzer: MecabAnalyzer, text: string) =>
  analyzer.analyze(text).map((morpheme) => ({ start: morpheme.start, end: morpheme.end, morpheme }));
const read = (analyzer: MecabAnalyzer, text: string) =>
  readText(text, units(analyzer, text)).map(({ start, end, class: kind, own }) => [
    text.slice(start, end),
    own?.aloud ?? kind,
  ]);
const material = (text: string): Pick<Material, 'encoding' | 'lexicon'> => ({
  encoding: { text, words: units(unidic, text).map((unit) => wordOf(unit)), pieces: [] },
  lexicon: { entries: () => [], readAs: () => [], kanjiReadings: () => [] },
});
const wordOf = (unit: ReturnType<typeof units>[number]): Word => ({
  ...unit,
  surface: unit.morpheme.surface,
  blank: false,
  firstPiece: 0,
  pieceCount: 1,
});

describe("a dictionary with UniDic's columns", () => {
  it('is told by its name', () => expect([unidic.dictionary, juman.dictionary]).toEqual(['unidic_lite', 'jumandic']));

  it.each([
    ['4月1日', ['4月 しがつ', '1日 ついたち']],
    ['三本の', ['三本 さんぼん', 'の particle']],
    ['三分の駅', ['三分 さんぷん', 'の particle', '駅 noun']],
    ['三分の一', ['三分 さんぶん', 'の particle', '一 いち']],
    [
      '私に田中さんと静か',
      ['私 pronoun', 'に particle', '田中 name', 'さん suffix', 'と particle', '静か naAdjective'],
    ],
    // No rule of grammar knows its forms.
    ['高くない', ['高く adjective', 'ない adjective']],
  ])('%s', (text, expected) => expect(read(unidic, text).map((word) => word.join(' '))).toEqual(expected));

  it('has its parts of speech in the names that rules know, and its own for export', () => {
    const [name, particle] = unidic.analyze('東京に');
    expect(name!.partOfSpeech).toEqual(['名詞', '固有名詞', '地域']);
    expect(ownPartOfSpeech(name!)).toEqual(['名詞', '固有名詞', '地名', '一般']);
    expect(particle!.partOfSpeech).toEqual(['助詞', '格助詞', '一般']);
  });

  it('names the words of its lexicon as those of a text', async () => {
    const [entry] = (await unidic.lexicon()).entries('静か');
    expect(entry!.partOfSpeech).toEqual(unidic.analyze('静か')[0]!.partOfSpeech);
  });

  it('has particles that may be mistaken, and none that quotes', () => {
    const proposed = (text: string) => proposeParticles(material(text) as Material).map(({ instead }) => instead);
    expect(proposed('駅に着く')).toContain('で');
    expect(proposed('駅と着く')).toEqual([]);
  });

  it('has られ without its ら', () =>
    expect(proposeRa(material('食べれる') as Material)).toMatchObject([{ start: 2, end: 2, instead: 'ら' }]));

  it('has nouns to practise', () => {
    const text = '駅に着く';
    const { encoding } = material(text);
    const candidates = ['駅', '店', '空港', '学校'].map((word, i) => ({
      text: word,
      pieces: [word],
      score: i === 0 ? 0.9 : 0.0001,
    }));
    const original = { text: '駅', read: '駅', rank: 1, score: 0.9 };
    const place = { start: 0, end: 1, morphemes: [0], candidates, original };
    const tokenizer = { analyzer: unidic } as unknown as Tokenizer;
    const meanings = { of: () => [], isSameWord: () => false };
    const unlikely = unlikelyAt(encoding, encoding.words[0]!, 'noun', place, tokenizer, meanings);
    expect(unlikely).toEqual(['店', '空港', '学校']);
  });
});

describe("a dictionary with JUMAN's columns", () => {
  it('gives a word for each morpheme, and no words seen together', () => {
    expect(read(juman, '4月').map(([written]) => written)).toEqual(['4', '月']);
    expect(collocationsOf(juman.analyze('彼の駅に着く'))).toEqual([]);
  });
});
