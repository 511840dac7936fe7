import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { root } from '../../../scripts/node/paths.ts';
import type { ReadWord } from '../../../src/language/read.ts';
import type { Tokenizer } from '../../../src/pieces/encoding.ts';
import { DEFAULT_MODEL, folderOf, loadTokenizer } from '../../../src/worker/parts.ts';
import { loadWordReader, type WordReader } from '../../../src/worker/words.ts';

let tokenizer: Tokenizer;
let reader: WordReader;
beforeAll(async () => {
  const files = nodeFiles(root);
  [tokenizer, reader] = await Promise.all([
    loadTokenizer(files, folderOf(files, DEFAULT_MODEL)),
    loadWordReader(files),
  ]);
}, 60_000);

const read = (text: string) => reader(tokenizer, tokenizer.encode(text));
const wordIn = (text: string, written: string): ReadWord | undefined =>
  read(text).find(({ start, end }) => text.slice(start, end) === written);
const split = (text: string) =>
  read(text)
    .map(({ start, end }) => text.slice(start, end))
    .join(' ');

describe('furigana in brackets inside a word', () => {
  it.each([
    ['学校へ行（い）きます。', '行（い）きます', '行く', 'いきます', 'polite'],
    ['ご飯を食（た）べる。', '食（た）べる', '食べる', 'たべる', ''],
    ['家が大（おお）きい。', '大（おお）きい', '大きい', 'おおきい', ''],
    ['本（ほん）を読（よ）んでいます。', '読（よ）んでいます', '読む', 'よんでいます', 'ongoing polite'],
    ['お母（かあ）さんが来た。', 'お母（かあ）さん', 'お母さん', 'おかあさん', ''],
    [
      'どうぞ召（め）し上（あ）がってください。',
      '召（め）し上（あ）がってください',
      '召し上がる',
      'めしあがってください',
      'request',
    ],
    [
      '食(た)べさせられなかった',
      '食(た)べさせられなかった',
      '食べる',
      'たべさせられなかった',
      'causative passive negative past',
    ],
    ['道を歩《ある》いている。', '歩《ある》いている', '歩く', 'あるいている', 'ongoing'],
    ['勉強（べんきょう）しました', '勉強（べんきょう）しました', '勉強する', 'べんきょうしました', 'polite past'],
    ['部屋が静（しず）かだった。', '静（しず）かだった', '静か', 'しずかだった', 'past'],
    ['リンゴが一（ひと）つある。', '一（ひと）つ', '一つ', 'ひとつ', ''],
    ['使（つか）い方（かた）を見る。', '使（つか）い方（かた）', '使い方', 'つかいかた', ''],
    // A part of it only.
    ['もう取（と）り引きした。', '取（と）り引きした', '取り引きする', 'とりひきした', 'past'],
    ['研究者（しゃ）たちが来る。', '研究者（しゃ）たち', '研究者たち', 'けんきゅうしゃたち', ''],
  ])('%s: %s is %s', (text, written, base, reading, forms) => {
    const word = wordIn(text, written);
    expect(word && [word.base, word.reading, word.forms.join(' ')]).toEqual([base, reading, forms]);
  });

  it.each([
    ['昨日行（おこな）った。', '行（おこな）った', '行う', 'おこなう'],
    ['昨日行（い）った。', '行（い）った', '行く', 'いく'],
    ['この味噌汁は辛（から）かった。', '辛（から）かった', '辛い', 'からい'],
    ['別れは辛（つら）かった。', '辛（つら）かった', '辛い', 'つらい'],
    ['絵を描（えが）く。', '描（えが）く', '描く', 'えがく'],
    ['絵を描（か）く。', '描（か）く', '描く', 'かく'],
    ['駅で下（お）りた。', '下（お）りた', '下りる', 'おりる'],
    ['坂を下（くだ）った。', '下（くだ）った', '下る', 'くだる'],
  ])('%s: says which word it is', (text, written, base, baseReading) =>
    expect(wordIn(text, written)).toMatchObject({ base, baseReading }),
  );

  it.each([
    [
      '私（わたし）は図書館（としょかん）で本（ほん）を読（よ）んだ。',
      '私 （ わたし ） は 図書館 （ としょかん ） で 本 （ ほん ） を 読（よ）んだ 。',
    ],
    // The analyser has two words in one morpheme: むの, いか, たこ.
    ['読（よ）むのが好（す）きだ。', '読（よ）む が 好（す）きだ 。'],
    ['見（み）たことがある', '見（み）た ことがある'],
  ])('%s is %s', (text, words) => expect(split(text)).toBe(words));

  it.each([
    '行（い）：食べる（ろ）：見る',
    '次の文（ア）と文（イ）を読む。',
    '東京（とうきょう）に住んでいる。',
    '株（かぶ）が上がる。',
    '犬（ポチ）がいる。',
    '食堂（テーブル）で食べる。',
    '彼（あり）の広告を出した。',
    '読（か）む本がない。',
  ])('%s has no word with brackets in it', (text) => {
    expect(split(text)).not.toMatch(/[^ （）][（]|[）][^ （）：]/);
  });

  it('stands over its kanji, whatever part of the word they are', () => {
    const over = (text: string) =>
      read(text).flatMap(({ rubies }) => rubies.map((ruby) => `${text.slice(ruby.start, ruby.end)} ${ruby.text}`));
    expect(over('召（め）し上（あ）がる')).toEqual(['召 め', '上 あ']);
    expect(over('図（と）書（しょ）館（かん）へ行（い）く')).toEqual(['図 と', '書 しょ', '館 かん', '行 い']);
    expect(over('相（ふ）応（さわ）しい')).toEqual(['相 ふ', '応 さわ']);
  });

  it("leaves the page's own readings, and what the model has chosen, where they are", () => {
    const text = '市場で魚を食（た）べ、聖剣を抜（ぬ）く。';
    const start = text.indexOf('聖剣');
    const words = reader(
      tokenizer,
      tokenizer.encode(text),
      [{ start, end: start + 2, text: 'エクスカリバー' }],
      new Map([[0, 'いちば']]),
    );
    expect(words.flatMap(({ reading }) => reading ?? [])).toEqual([
      'いちば',
      'さかな',
      'たべ',
      'えくすかりばー',
      'ぬく',
    ]);
  });

  it('changes nothing where a text has none', () => {
    const text = '私は図書館で本を読んでいます（笑）。';
    expect(split(text)).toBe('私 は 図書館 で 本 を 読んでいます （ 笑 ）。');
  });

  it('holds every unit once, whatever stands in the brackets', () => {
    const part = fc.constantFrom(
      '行',
      '食',
      '大',
      '図書館',
      'お母',
      '℃',
      '（',
      '）',
      '（い）',
      '（た）',
      '(おお)',
      '《かん》',
      '（かあ）',
      'きます',
      'べる',
      'の',
      '、',
      ' ',
      '[MASK]',
      '＿＿',
      '𠮷',
      '１',
      '（）',
      'い',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
        const text = parts.join('');
        const { length } = tokenizer.encode(text).words;
        const words = read(text);
        expect(words.at(0)?.first ?? 0).toBe(0);
        expect(words.at(-1)?.last ?? 0).toBe(length);
        words.forEach(({ first, stem, last, start, end }, i) => {
          expect(first).toBe(words[i - 1]?.last ?? 0);
          expect(stem).toBeGreaterThan(first);
          expect(stem).toBeLessThanOrEqual(last);
          expect(start).toBeGreaterThanOrEqual(words[i - 1]?.start ?? 0);
          expect(end).toBeGreaterThanOrEqual(start);
        });
      }),
      { seed: 20_07_08_01, numRuns: 500 },
    );
  });
});
