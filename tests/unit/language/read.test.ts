import { describe, expect, it } from 'vitest';
import { ipadicAnalyzer } from '../../conformance/data.ts';
import { readText } from '../../../src/language/read.ts';

const analyzer = ipadicAnalyzer();
const read = (text: string, given: readonly { start: number; end: number; text: string }[] = []) =>
  readText(
    text,
    analyzer
      .analyze(text, { normalize: true })
      .map((morpheme) => ({ start: morpheme.start, end: morpheme.end, morpheme })),
    { given },
  );
const words = (text: string) => read(text).map(({ start, end }) => text.slice(start, end));
/** What is written and how it is read, of the words that have a reading. */
const readings = (text: string) =>
  read(text).flatMap(({ start, end, reading }) => (reading === null ? [] : [`${text.slice(start, end)} ${reading}`]));
const rubies = (text: string) =>
  read(text).flatMap((word) => word.rubies.map((ruby) => `${text.slice(ruby.start, ruby.end)} ${ruby.text}`));
const formsOf = (text: string) => read(text).map(({ base, forms }) => [base, ...forms].join(' '));

describe('words', () => {
  it.each([
    ['お腹が痛いので遅れます。', 'お腹 が 痛い ので 遅れます 。'],
    ['食べさせられなかった', '食べさせられなかった'],
    ['勉強しました', '勉強しました'],
    ['静かな部屋', '静かな 部屋'],
    ['学生ではない', '学生 ではない'],
    ['大谷さんが来た', '大谷さん が 来た'],
    ['ご家族と', 'ご家族 と'],
    ['三本の矢', '三本 の 矢'],
    ['1,234円です', '1,234円 です'],
    ['見て 食べた', '見て 食べた'],
    ['彼は言った', '彼 は 言った'],
    ['静かではありません', '静か ではありません'],
    ['静かでもなかった', '静か でもなかった'],
    ['静かで広い', '静かで 広い'],
    ['静かではある', '静か ではある'],
    ['静かでは困る', '静かで は 困る'],
  ])('%s is %s', (text, split) => expect(words(text).join(' ')).toBe(split));

  it('hold every morpheme once', () => {
    const text = '昨日、友達と3時間も話したので、行かなければならない所に遅れてしまった！？';
    const found = read(text);
    const { length } = analyzer.analyze(text, { normalize: true });
    expect(found[0]!.first).toBe(0);
    expect(found.at(-1)!.last).toBe(length);
    found.slice(1).forEach(({ first }, i) => expect(first).toBe(found[i]!.last));
  });
});

describe('forms', () => {
  it.each([
    ['食べさせられなかった', '食べる causative passive negative past'],
    ['書いてしまった', '書く completion past'],
    ['読んでる', '読む ongoing casual'],
    ['行かなければならない', '行く negative obligation'],
    ['食べなくちゃ', '食べる negative obligation'],
    ['休ませていただきます', '休む humblePermission polite'],
    ['食べられます', '食べる passiveOrPotential polite'],
    ['書かれた', '書く passive past'],
    ['行きましょう', '行く polite volitional'],
    ['行くでしょう', '行く polite presumptive'],
    ['行くだろう', '行く presumptive'],
    ['高いだろう', '高い presumptive'],
    ['食べないだろう', '食べる negative presumptive'],
    ['食べただろう', '食べる past presumptive'],
    ['食べたろう', '食べる past presumptive'],
    ['飲んだろう', '飲む past presumptive'],
    ['行ったろう', '行く past presumptive'],
    ['静かだろう', '静か presumptive'],
    ['読まされた', '読む causative passive past'],
    ['待たされました', '待つ causative passive polite past'],
    ['飲まされる', '飲む causative passive'],
    ['動かされる', '動かす passive'],
    ['来られます', '来る passiveOrPotential polite'],
    ['来させた', '来る causative past'],
    ['書かされる', '書く causative passive'],
    ['話させられた', '話す causative passive past'],
    ['言っていただけません', '言う receiveHumble polite negative'],
    ['教えていただけます', '教える receiveHumble polite'],
    ['高すぎて', '高い excess te'],
    ['寒すぎました', '寒い excess polite past'],
    ['食べないでいる', '食べる without ongoing'],
    ['食べないでください', '食べる without request'],
    ['食べないで', '食べる without'],
    ['静かだった', '静か past'],
    ['静かに', '静か adverbial'],
    ['勉強できる', '勉強する potential'],
    ['高くなかった', '高い negative past'],
    ['高ければ', '高い conditional'],
    ['来い', '来る command'],
    ['食べずに', '食べる without'],
    ['食べてもいい', '食べる permission'],
    ['食べてはいけません', '食べる prohibition polite'],
    ['食べたくない', '食べる desire negative'],
    ['飲みすぎた', '飲む excess past'],
    ['読んでください', '読む request'],
  ])('%s is %s', (text, expected) => expect(formsOf(text)).toEqual([expected]));

  it('say what a potential verb is made of', () => {
    const lexicon = { compound: () => null, potential: (base: string) => (base === '行ける' ? '行く' : null) };
    const [morpheme] = analyzer.analyze('行けます');
    const units = analyzer.analyze('行けます').map((one) => ({ start: one.start, end: one.end, morpheme: one }));
    expect(morpheme!.baseForm).toBe('行ける');
    expect(readText('行けます', units, { lexicon })[0]).toMatchObject({ base: '行く', forms: ['potential', 'polite'] });
  });

  it.each([
    ['学生である', '学生 だ copulaFormal'],
    ['学生であった', '学生 だ copulaFormal past'],
    ['学生であろう', '学生 だ copulaFormal presumptive'],
    ['静かであれば', '静か copulaFormal conditional'],
    ['行くのであります', '行く のだ explanation copulaFormal polite'],
    ['部屋にある', '部屋 に ある'],
    ['ここで会う', 'ここ で 会う'],
  ])('%s is %s', (text, expected) => expect(formsOf(text).join(' ')).toBe(expected));

  it('go on after そう', () => {
    expect(formsOf('降りそうな空')).toEqual(['降る appearance attributive', '空']);
    expect(formsOf('早そうだった')).toEqual(['早い appearance past']);
  });

  it('are not put on words that have none', () => {
    expect(formsOf('犬と本')).toEqual(['犬', 'と', '本']);
  });
});

describe('readings', () => {
  it.each([
    ['二十歳になった', '二十歳 はたち'],
    ['1月1日', '1月 いちがつ,1日 ついたち'],
    ['1日に3回', '1日 いちにち,3回 さんかい'],
    ['何人来る', '何人 なんにん,来る くる'],
    ['これは何ですか', '何 なん'],
    ['何を食べる', '何 なに,食べる たべる'],
    ['世界中の人', '世界中 せかいじゅう,人 ひと'],
    ['今週中に', '今週中 こんしゅうちゅう'],
    ['二、三日かかる', '二 に,三日 さんにち'],
    ['四、五人', '四 し,五人 ごにん'],
    ['二十四、五歳', '二十四 にじゅうし,五歳 ごさい'],
    ['三、四、五', '三 さん,四 よん,五 ご'],
    ['第四、五章', '第 だい,四 よん,五章 ごしょう'],
    ['四、六人', '四 よん,六人 ろくにん'],
    ['中に入ろうとする', '中 なか,入ろう はいろう'],
    ['もう外そう', '外そう はずそう'],
    ['車を回そうする', '車 くるま,回そうする かいそうする'],
    ['灯ろうの火', '灯ろう とうろう,火 ひ'],
    ['汚ねえ', '汚ねえ きたねえ'],
    ['危ねえよ', '危ねえ あぶねえ'],
    ['少ねえな', '少ねえ すくねえ'],
    ['昔々', '昔々 むかしむかし'],
    ['理《ことわり》', '理 ことわり'],
    ['200と12', ''],
  ])('%s: %s', (text, expected) => expect(readings(text).join()).toBe(expected));

  it.each([
    ['東京で行った。', '行った'],
    ['信長が行った。', '行った'],
    ['都の職員', '都'],
    ['敵の側に立つ', '側'],
    ['ドアが開く', '開く'],
    ['家中の者', '家中'],
    ['女性の方が多かった', '方'],
  ])('%s: nobody can tell how %s is read', (text, written) =>
    expect(read(text).find(({ start, end }) => text.slice(start, end) === written)).toMatchObject({ reading: null }),
  );

  it.each([
    // Two in a row, and what may be that or from and to.
    ['２、３日', ['２ に', '３日 さんにち']],
    ['４、５人', ['４ し', '５人 ごにん']],
    ['2〜3日', ['2 に', '3日 -']],
    ['２～３人', ['２ に', '３人 さんにん']],
    ['4〜5人', ['4 -', '5人 ごにん']],
    ['４月２、３日', ['４月 しがつ', '２ に', '３日 みっか']],
    // Which, and not how many.
    ['3年1組', ['3年 さんねん', '1組 いちくみ']],
    ['２年２組', ['２年 にねん', '２組 にくみ']],
    ['第一組', ['一組 いちくみ']],
    ['1組の布団', ['1組 ひとくみ']],
    ['何県に住む', ['何県 なにけん']],
    ['何市ですか', ['何市 なにし']],
    ['何区の人', ['何区 なにく']],
    ['何語で話す', ['何語 なにご']],
    ['何県回りましたか', ['何県 なんけん']],
    ['何県か回る', ['何県 -']],
    ['十何県も', ['十何県 じゅうなんけん']],
  ])('of numbers in %s are told by what stands around them', (text, expected) => {
    const numbers = read(text).filter(({ class: kind }) => kind === 'number');
    expect(numbers.map(({ start, end, own }) => `${text.slice(start, end)} ${own?.aloud || '-'}`)).toEqual(expected);
  });

  it('do not ask how wide the characters around a word are', () => {
    expect(read('１人で行った').at(-1)!.base).toBe('行く');
    expect(read('ﾋﾟｱﾉをひく').at(-1)!.base).toBe('弾く');
  });

  it.each(['先生にきく', '先生にもきいた', 'せんせいにはきいた', '歌をきく'])('%s: きく is 聞く', (text) =>
    expect(read(text).at(-1)!.base).toBe('聞く'),
  );

  it('say which verb it is, and which noun', () => {
    expect(formsOf('昨日行った')).toEqual(['昨日', '行く past']);
    expect(formsOf('試合を行った')).toEqual(['試合', 'を', '行う past']);
    expect(formsOf('雨が降り始めた').at(-1)).toBe('降る begin past');
    expect(formsOf('連絡を断った').at(-1)).toBe('断つ past');
    expect(words('最近家を出た')).toEqual(['最近', '家', 'を', '出た']);
    expect(words('今メモした')).toEqual(['今', 'メモした']);
    expect(read('何万もの人').map((word) => word.class)).toEqual(['number', 'particle', 'noun']);
  });

  it('stand over the kanji, and over the whole word where it is not clear which kana are whose', () => {
    expect(rubies('食べ物と物の怪')).toEqual(['食 た', '物 もの', '物の怪 もののけ']);
    expect(rubies('3階に1人で10分')).toEqual(['階 がい', '1人 ひとり', '分 ぷん']);
    expect(rubies('三本')).toEqual(['三 さん', '本 ぼん']);
  });

  it("are the page's own where it has them", () => {
    const found = read('聖剣を抜く', [{ start: 0, end: 2, text: 'エクスカリバー' }]);
    expect(found[0]).toMatchObject({
      start: 0,
      end: 2,
      reading: 'えくすかりばー',
      rubies: [{ text: 'エクスカリバー' }],
    });
    expect(found.at(-1)!.reading).toBe('ぬく');
  });

  it("tell which verb it is where they are the page's own", () => {
    const ruby = (text: string) => [{ start: 2, end: 3, text }];
    expect(read('昨日行った', ruby('い')).at(-1)).toMatchObject({ base: '行く', baseReading: 'いく' });
    expect(read('昨日行った', ruby('おこな')).at(-1)).toMatchObject({ base: '行う', baseReading: 'おこなう' });
  });

  it.each([
    ['8日に', 1, 'か', 'ようか'],
    ['12月に', 2, 'がつ', 'じゅうにがつ'],
    ['20人が', 2, 'にん', 'にじゅうにん'],
    ['7日に', 1, 'にち', null],
  ])("of %s go on before the page's own, of character %i alone: %s", (text, start, ruby, reading) =>
    expect(read(text, [{ start, end: start + 1, text: ruby }])[0]!.reading).toBe(reading),
  );

  it('are not given to marks', () => {
    const marks = read('！？…＃(´・ω・｀)');
    expect(marks.length).toBeGreaterThan(3);
    for (const { class: kind, reading } of marks) expect([kind, reading]).toEqual(['symbol', null]);
  });
});
