import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { edictLexicon, ipadicAnalyzer } from '../../conformance/data.ts';
import { judge, readStretches } from '../../../bench/support/stretches.ts';
import { meantClass } from '../../../src/language/classes.ts';
import type { WordClass } from '../../../src/language/names.ts';
import { Meanings } from '../../../src/language/meanings.ts';
import { readText } from '../../../src/language/read.ts';
import { SortedLines } from '../../../src/language/sorted-lines.ts';
import { choicesOf } from '../../../src/language/heteronyms.ts';

const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url));
const lexicon = edictLexicon();

describe('readings.tsv', () => {
  const analyzer = ipadicAnalyzer();
  /**
   * Names that are places, too, and words where only the sense tells: what the model says of those is measured apart.
   */
  const open = /^(?:大谷翔平|町工場の社長)/;

  it.each(readStretches('readings').map((line) => [line.text, line.stretch, line.reading, line] as const))(
    '%s: %s is %s',
    (text, _, __, line) => {
      const units = analyzer.analyze(text, { normalize: true }).map((morpheme) => ({ ...morpheme, morpheme }));
      const morphemes = units.map(({ morpheme }) => morpheme);
      const chosen = new Map(units.flatMap((_, i) => (choicesOf(text, morphemes, i) ? [[i, null] as const] : [])));
      const found = judge(line, readText(text, units, { lexicon, chosen }));
      if (chosen.size > 0) expect(found).not.toBe('wrong');
      else expect(found).toBe(open.test(text) ? 'wrong' : 'right');
    },
  );
});

describe('meanings', () => {
  const meanings = new Meanings(file('models/edict/glosses.txt').toString('utf8'));
  const of = (base: string, kind: WordClass, reading: string | null = null) =>
    meanings.of({ base, reading, class: kind })[0];

  it.each([
    ['食べる', 'verb', null, 'to eat'],
    ['辛い', 'adjective', 'からい', 'spicy'],
    ['辛い', 'adjective', 'つらい', 'painful'],
    ['勉強する', 'verb', 'べんきょうする', 'study'],
    ['は', 'particle', null, 'topic'],
    // What is written in kana, whatever kanji a dictionary has it under.
    ['する', 'verb', null, 'to do'],
    ['とても', 'adverb', null, 'very'],
    ['くれる', 'verb', null, 'to give'],
    ['だ', 'auxiliary', null, 'be'],
    ['です', 'auxiliary', null, 'be'],
    ['ところ', 'noun', null, 'place'],
    ['もの', 'noun', null, 'thing'],
    ['とき', 'noun', null, 'time'],
    ['ほう', 'noun', null, 'direction'],
    ['まま', 'noun', null, 'as it is'],
    // A part of speech that none of the first senses has, or that dictionaries call otherwise.
    ['はず', 'noun', null, 'should'],
    ['ほど', 'particle', null, 'about'],
    ['にかけて', 'particle', null, 'over'],
    ['が', 'particle', null, 'subject'],
    ['が', 'conjunction', null, 'but'],
    ['と', 'particle', null, 'with'],
    ['と', 'conjunction', null, 'if'],
    ['ので', 'conjunction', null, 'because'],
    // Polite verbs are their verbs.
    ['お送りする', 'verb', 'おおくりする', 'to send'],
    ['お借りする', 'verb', 'おかりする', 'to borrow'],
    ['お届けする', 'verb', 'おとどけする', 'to deliver'],
    ['お電話する', 'verb', 'おでんわする', 'telephone'],
    ['お茶する', 'verb', 'おちゃする', 'tea'],
    // A verb of する may be read as if it were polite.
    ['合格する', 'verb', 'ごうかくする', 'passing'],
    ['応援する', 'verb', 'おうえんする', 'aid'],
    ['往復する', 'verb', 'おうふくする', 'going and returning'],
    ['ご案内する', 'verb', 'ごあんないする', 'guidance'],
    ['御案内する', 'verb', 'ごあんないする', 'guidance'],
    ['来る', 'verb', 'くる', 'to come'],
    // A number is its number first, whatever else is written so.
    ['一', 'number', 'いち', 'one'],
    ['百', 'number', 'ひゃく', '100'],
  ] as const)('%s (%s, %s) is %s', (base, kind, reading, gloss) => expect(of(base, kind, reading)).toContain(gloss));

  it.each([
    // Of words that are spelt alike in kana, the more usual first.
    ['よい', 'adjective', 'good'],
    ['わし', 'pronoun', 'I; me'],
    ['くる', 'verb', 'to come'],
    ['いる', 'verb', 'to be'],
    ['なる', 'verb', 'to become'],
    ['ない', 'adjective', 'nonexistent'],
    ['さく', 'verb', 'to bloom'],
    ['うたう', 'verb', 'to sing'],
    ['ひく', 'verb', 'to pull'],
    ['かさ', 'noun', 'umbrella'],
    ['もも', 'noun', 'peach'],
    ['せい', 'noun', 'consequence'],
    ['もん', 'particle', 'reason'],
    // IPADIC says what kind of noun the kana are: when, and a thing.
    ['きょう', 'noun', 'today'],
    ['きのう', 'noun', 'yesterday'],
    ['ぼうし', 'noun', 'hat'],
    ['けんか', 'noun', 'quarrel'],
    // First names that are nouns.
    ['はな', 'name', 'flower'],
    ['なつ', 'name', 'summer'],
    // Words that only EDICT has, and that a reader is shown as one.
    ['円周率', 'noun', 'Pi'],
    ['成功率', 'noun', 'success'],
    ['葉緑体', 'noun', 'chloroplast'],
    ['スマホ', 'noun', 'smartphone'],
    ['元首相', 'noun', 'former'],
    ['お風呂', 'noun', 'bath'],
  ] as const)('of what many words may be, %s (%s) is first %s', (base, kind, gloss) =>
    expect(of(base, kind)).toContain(gloss),
  );

  it('show several words that are about as usual in kana', () => {
    expect(meanings.of({ base: 'ふる', reading: null, class: 'verb' }).join()).toMatch(/(?=.*to wave)(?=.*to fall)/);
    expect(meanings.of({ base: 'はねる', reading: null, class: 'verb' }).join()).toContain('to jump');
  });

  it.each([
    ['よ', 'particle', '終助詞', 'stresses'],
    ['の', 'particle', '終助詞', 'softens'],
    ['の', 'particle', '連体化', "'s; of"],
    ['の', 'particle', undefined, "'s; of"],
    ['から', 'conjunction', '接続助詞', 'because'],
    ['から', 'particle', '格助詞', 'from'],
    ['ない', 'auxiliary', '*', 'not'],
    ['ない', 'adjective', '自立', 'nonexistent'],
    ['っけ', 'particle', '終助詞', 'what was it'],
    ['もん', 'noun', '非自立', 'thing'],
    ['られる', 'verb', '接尾', 'passive'],
    ['ぶり', 'suffix', '接尾', 'for the first time'],
    ['台', 'suffix', '接尾', 'level'],
    ['に関しまして', 'particle', '格助詞', 'concerning'],
    ['をめぐって', 'particle', '格助詞', 'concerning'],
    ['にかけて', 'particle', '格助詞', 'over (a period)'],
    ['台', 'noun', '一般', 'stand'],
  ] as const)('%s as a %s (%s) is “%s”', (base, kind, fine, gloss) =>
    expect(meanings.of({ base, reading: null, class: kind, fine })[0]).toContain(gloss),
  );

  it.each([
    // く is 九 to numbers, かす 貸す to verbs, やさい 野菜 to nouns.
    ['く', 'verb', null],
    ['う', 'interjection', null],
    ['かす', 'auxiliary', null],
    ['やさい', 'adjective', null],
    ['クラ', 'name', null],
  ] as const)('none are shown for %s (%s), of which only homographs are known', (base, kind, reading) =>
    expect(of(base, kind, reading)).toBeUndefined(),
  );

  it.each([
    ['じゃん', 'auxiliary', "isn't it"],
    ['からには', 'particle', 'now that'],
    ['からには', 'conjunction', 'now that'],
    ['ボク', 'pronoun', 'I; me'],
    ['キレイ', 'naAdjective', 'pretty'],
    ['ヤバい', 'adjective', 'dangerous'],
    ['ヒドい', 'adjective', 'cruel'],
  ] as const)('of %s (%s) are those of a part of speech akin to it', (base, kind, gloss) =>
    expect(of(base, kind)).toContain(gloss),
  );

  it.each([
    ['しょうがない', "can't be helped"],
    ['〜てしょうがない', 'hard to bear'],
    ['〜ざるを得ない', 'no choice'],
    ['にもかかわらず', 'in spite of'],
    ['〜うとする', 'try to do'],
    ['気になる', "on one's mind"],
  ])('%s means %s as a whole', (base, gloss) => expect(of(base, 'other')).toContain(gloss));

  it('of a number are no nouns', () =>
    expect(meanings.of({ base: '兆', reading: 'ちょう', class: 'number' })).toEqual([
      '10^12; 1,000,000,000,000; trillion',
    ]));

  it.each([
    ['三つ', 'みっつ', 'three'],
    ['四つ', 'よっつ', 'four'],
    ['九つ', 'ここのつ', 'nine'],
    ['一つ', 'ひとつ', 'one'],
    ['二つ', 'ふたつ', 'two'],
    ['みっつ', null, 'three'],
  ] as const)('of %s, which counts things, is how many first', (base, reading, gloss) =>
    expect(of(base, 'noun', reading)).toBe(gloss),
  );

  it('of words that ask, or say when, are those of the adverb', () => {
    expect(of('いくつ', 'pronoun')).toBe('how many?');
    expect(meanings.of({ base: 'いつか', reading: null, class: 'noun', fine: '副詞可能' })).toEqual([
      'sometime; someday; one day',
      'fifth day of the month',
      'five days',
    ]);
    expect(meanings.of({ base: 'いま', reading: null, class: 'noun', fine: '副詞可能' })[0]).toContain('now');
  });

  it.each([
    ['角', [/^angle/, /^corner/, /^horn/]],
    ['表', [/^surface/, /^table/, /./]],
    ['市場', [/^market; marketplace$/, /^market \(financial, stock/]],
    ['金', [/^money/, /^gold/, /./]],
    ['一日', [/^one day$/, /^first day of the month$/, /^all day/]],
  ])('of %s, whose reading nobody can tell, are of each of its readings in turn, none twice', (base, glosses) => {
    const found = meanings.of({ base, reading: null, class: 'noun' });
    expect(found).toEqual(glosses.map((gloss) => expect.stringMatching(gloss)));
  });

  it('are none of another part of speech where that is asked for', () => {
    expect(meanings.of({ base: '猫', reading: null, class: 'verb' }, { only: true })).toEqual([]);
    expect(meanings.of({ base: 'が', reading: null, class: 'particle' }, { only: true })[0]).toContain('subject');
  });

  it('are none for what no dictionary has', () => expect(of('ほげほげ', 'noun')).toBeUndefined());
});

describe('words of a sentence', () => {
  const analyzer = ipadicAnalyzer();
  const read = (text: string) =>
    readText(
      text,
      analyzer.analyze(text, { normalize: true }).map((morpheme) => ({ ...morpheme, morpheme })),
      { lexicon },
    );
  const wordIn = (text: string, written: string) =>
    read(text).find((word) => text.slice(word.start, word.end) === written)!;

  it.each([
    ['本を読むのが好きだ。', 'の', 'particle', 'の', []],
    ['雨なら中止だ。', 'なら', 'auxiliary', 'だ', ['conditionalNara']],
    ['今ならば買う。', 'ならば', 'auxiliary', 'だ', ['conditional']],
    ['そんなん言われても', 'ん', 'particle', 'の', []],
    ['教えてくれる人', '教えてくれる', 'verb', '教える', ['forMe']],
    ['母がくれる。', 'くれる', 'verb', 'くれる', []],
    ['資料をお送りした。', 'お送りした', 'verb', 'お送りする', ['humble', 'past']],
    ['昨日お電話した。', 'お電話した', 'verb', 'お電話する', ['past']],
  ] as const)('%s: %s is a %s of %s', (text, written, kind, base, forms) =>
    expect(wordIn(text, written)).toMatchObject({ class: kind, base, forms }),
  );

  it.each([
    ['徳川家康（とくがわ いえやす、1543年）は武将である。', 'とくがわ いえやす'],
    ['東京都（とうきょうと）は首都。', 'とうきょうと'],
    ['厚生労働省（こうせいろうどうしょう）は', 'こうせいろうどうしょう'],
    ['長谷部誠（はせべまこと）選手', 'はせべまこと'],
    // Not what the dictionary reads.
    ['上白石萌歌（かみしらいしもか）が出る。', 'かみしらいしもか'],
    ['大谷翔平（おおたにしょうへい）選手', 'おおたにしょうへい'],
    ['堀江貴文（ほりえ・たかふみ）が', 'ほりえ・たかふみ'],
  ])('%s: %s is a reading, not words', (text, reading) =>
    expect(wordIn(text, reading)).toMatchObject({ class: 'other', base: reading, rubies: [] }),
  );

  it.each([
    '彼は駅（ここから遠い）まで歩いた。',
    '名前（わすれた）を書く。',
    '会社（など）へ行く。',
    '（おはようございます）と言う。',
  ])('%s: what stands in the brackets are words', (text) =>
    expect(read(text).filter((word) => word.class === 'other')).toEqual([]),
  );

  it.each([
    ['家族は👨‍👩‍👧です。', '👨‍👩‍👧'],
    ['🏳️‍🌈を振る', '🏳️‍🌈'],
    // The analyser has what stands before in one morpheme with the first.
    ['🎉👩🏽‍🚀へ', '🎉👩🏽‍🚀'],
    ['👨‍👩‍👧👨‍👦', '👨‍👩‍👧👨‍👦'],
    ['1️⃣番を選ぶ。', '1️⃣'],
    ['❤️が好き。', '❤️'],
    ['👍🏽だ。', '👍🏽'],
  ])('%s: %s is one', (text, emoji) =>
    expect(wordIn(text, emoji)).toMatchObject({ class: 'symbol', base: emoji, reading: null, rubies: [] }),
  );

  it('a kanji with a variation selector is the word that it is', () =>
    expect(wordIn('葛󠄀城市に住む。', '葛󠄀')).toMatchObject({ class: 'noun', base: '葛', reading: 'くず' }));

  it.each([
    ['友達が来た。', '来た', 'くる'],
    ['誰も来ない。', '来ない', 'くる'],
    ['鳥を見た。', '見た', 'みる'],
    ['中へお入りください。', 'お入りください', 'はいる'],
    ['ご記入ください。', 'ご記入ください', 'きにゅうする'],
    ['資料をお送りします。', 'お送りします', 'おおくりする'],
    ['ピアノをひいた。', 'ひいた', 'ひく'],
    ['本をよむ。', 'よむ', null],
  ])('%s: the dictionary form of %s is read %s', (text, written, reading) =>
    expect(wordIn(text, written).baseReading).toBe(reading),
  );

  it.each([
    ['行ったが、いなかった。', 'が', 'conjunction'],
    ['雨が降る。', 'が', 'particle'],
  ] as const)('%s: %s is looked up as a %s', (text, written, kind) => {
    const morpheme = analyzer.analyze(text).find(({ surface }) => surface === written)!;
    expect(meantClass('particle', morpheme.partOfSpeech[1])).toBe(kind);
  });
});

describe('sorted lines', () => {
  const sorted = new SortedLines('a\t1\na\t2\nab\t3\nc\t4');
  it.each([
    ['a', [['1'], ['2']]],
    ['ab', [['3']]],
    ['c', [['4']]],
    ['', []],
    ['b', []],
    ['d', []],
  ])('%j', (key, values) => expect(sorted.of(key)).toEqual(values));
});
