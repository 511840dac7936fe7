import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAnalyzer, type MecabAnalyzer } from '../../../src/morphemes/analyzer.ts';
import { Meanings } from '../../../src/language/meanings.ts';
import { inNewKanji } from '../../../src/language/old-kanji.ts';
import { readText } from '../../../src/language/read.ts';

let analyzer: MecabAnalyzer;
beforeAll(() => {
  analyzer = createAnalyzer(readFileSync(new URL('../../../models/ipadic/ipadic.pack', import.meta.url)));
});
const wordsOf = (text: string, known: Parameters<typeof readText>[2] = {}) =>
  readText(
    text,
    analyzer.analyze(text, { normalize: true }).map((morpheme) => ({ ...morpheme, morpheme })),
    known,
  );
const wordIn = (text: string, written: string) =>
  wordsOf(text).find(({ start, end }) => text.slice(start, end) === written);

describe('what is written alike is read by what stands around it', () => {
  it.each([
    ['母が赤ちゃんを抱く。', '抱く', 'だく'],
    ['強く抱かれた。', '抱かれた', 'だかれた'],
    ['子犬を抱きながら歩く。', '抱きながら', 'だきながら'],
    ['花束を抱く女性がいた。', '抱く', 'だく'],
    ['そっと抱こう。', '抱こう', 'だこう'],
    ['誰でも抱ける猫だ。', '抱ける', 'だける'],
    ['希望を抱く若者が多い。', '抱く', 'いだく'],
    ['大きな夢を胸に抱く。', '抱く', 'いだく'],
    ['疑問を抱かせる話だ。', '抱かせる', 'いだかせる'],
    ['不信感を抱きます。', '抱きます', 'いだきます'],
    ['市民が抱く不安は大きい。', '抱く', 'いだく'],
    ['夢を抱いて上京した。', '抱いて', 'いだいて'],
    ['カレーが辛ければ水を飲む。', '辛ければ', 'からければ'],
    ['唐辛子の辛さは種類による。', '辛さ', 'からさ'],
    ['辛そうなカレーだ。', '辛そうな', 'からそうな'],
    ['別れの辛さは分かる。', '辛さ', 'つらさ'],
    ['自動でドアが開きます。', '開きます', 'あきます'],
    ['来月、店を開きます。', '開きます', 'ひらきます'],
    ['もうたばこを止めよう。', '止めよう', 'やめよう'],
    ['仕事を止めろと言う。', '止めろ', 'やめろ'],
    ['車を止めれば済む。', '止めれば', 'とめれば'],
    ['そんな風に言わないで。', '風', 'ふう'],
    ['どんな風に作りますか。', '風', 'ふう'],
    ['こんな風な家がいい。', '風', 'ふう'],
    ['そういう風に考えたい。', '風', 'ふう'],
    ['いつもあんな風だ。', '風', 'ふう'],
    ['そんな風が吹く町だ。', '風', 'かぜ'],
    ['どういう風の吹き回しだろう。', '風', 'かぜ'],
    ['そんな風に吹かれて歩く。', '風', 'かぜ'],
    ['ページの一番下を見る。', '下', 'した'],
    ['一番下の弟が来た。', '下', 'した'],
    ['青い空の下で眠る。', '空', 'そら'],
    ['煙が空に消えてった。', '空', 'そら'],
    ['目下の人に優しい。', '目下', 'めした'],
    ['明朝五時に出発する。', '明朝', 'みょうちょう'],
    ['明朝体で書く。', '明朝体', 'みんちょうたい'],
    ['大人気ないことをする。', '大人気ない', 'おとなげない'],
    ['大人気の店だ。', '大人気', 'だいにんき'],
    ['Ⅲ章を読む。', '章', 'しょう'],
    ['怒りを露わにする。', '露わにする', 'あらわにする'],
    ['ピアノが弾ける。', '弾ける', 'ひける'],
    ['ギターなら弾けるよ。', '弾ける', 'ひける'],
    ['泡が弾ける。', '弾ける', 'はじける'],
    ['米は洗っておく。', '米', 'こめ'],
    ['米が値上がりする。', '米', 'こめ'],
    ['米政府が言う。', '米', 'べい'],
    ['夜が明け、木の下で休む。', '木の下', 'きのした'],
    ['準備は十分で来月から始められる。', '十分で', 'じゅうぶんで'],
    ['料理は十分で食べきれなかった。', '十分で', 'じゅうぶんで'],
    ['材料は十分で作り直せる。', '十分で', 'じゅうぶんで'],
    ['この料理は十分で作れる。', '十分で', null],
    ['駅までは十分で着きます。', '十分', 'じゅっぷん'],
    ['お店はもう一杯だった。', '一杯', 'いっぱい'],
  ])('%s: %s is %s', (text, written, reading) => expect(wordIn(text, written)?.reading).toBe(reading));
});

describe('a verb whose readings are two words is the one that stands there', () => {
  it.each([
    // An adverb in に says nothing of where: what is done tells, or the way that it is done in.
    ['調査は定期的に行っています。', '行っています', 'おこなっています', '行う'],
    ['作業は慎重に行ってください。', '行ってください', 'おこなってください', '行う'],
    ['積極的に行っている。', '行っている', 'おこなっている', '行う'],
    ['積極的には行っていない。', '行っていない', 'おこなっていない', '行う'],
    ['設定を適切に行ってください。', '行ってください', 'おこなってください', '行う'],
    ['検査は早めに行ってください。', '行ってください', 'おこなってください', '行う'],
    ['会議を事前に行った。', '行った', 'おこなった', '行う'],
    ['調査と分析は同時に行った。', '行った', 'おこなった', '行う'],
    ['測定は次のように行った。', '行った', 'おこなった', '行う'],
    ['調査は実際に行った。', '行った', 'おこなった', '行う'],
    ['特に慎重に行った。', '行った', 'おこなった', '行う'],
    ['実際に行った。', '行った', 'いった', '行く'],
    ['実際に行ってみた。', '行ってみた', 'いってみた', '行く'],
    ['一緒に行った。', '行った', 'いった', '行く'],
    ['先に行った。', '行った', 'いった', '行く'],
    ['本当に行った。', '行った', 'いった', '行く'],
    ['普通に行った。', '行った', 'いった', '行く'],
    ['すぐに行ってください。', '行ってください', 'いってください', '行く'],
    ['最後に行った店だ。', '行った', 'いった', '行く'],
    ['道をまっすぐに行ってください。', '行ってください', 'いってください', '行く'],
    ['取引は順調に行っている。', '行っている', 'いっている', '行く'],
    ['毎日のように行っている。', '行っている', 'いっている', '行く'],
    ['怪我をしないように行ってください。', '行ってください', 'いってください', '行く'],
    ['温泉には定期的に行っている。', '行っている', 'いっている', '行く'],
    ['個人的に行ってみたい。', '行ってみたい', 'いってみたい', '行く'],
    ['子供を迎えに行った。', '行った', 'いった', '行く'],
    ['映画を見に気軽に行った。', '行った', 'いった', '行く'],
    ['検査は病院に行って受ける。', '行って', 'いって', '行く'],
    ['練習は公園に行っている。', '行っている', 'いっている', '行く'],
    // Where it may be either.
    ['定期的に行っている。', '行っている', null, '行く'],
    ['頻繁に行っている。', '行っている', null, '行く'],
    ['個別に行っている。', '行っている', null, '行く'],
    // Rain falls whatever stands between; people get off, and frost settles.
    ['雨がざあざあ降ります。', '降ります', 'ふります', '降る'],
    ['雨はあまり降りません。', '降りません', 'ふりません', '降る'],
    ['雪が一日中降りました。', '降りました', 'ふりました', '降る'],
    ['雪が各地で降りました。', '降りました', 'ふりました', '降る'],
    ['雨が朝から降りました。', '降りました', 'ふりました', '降る'],
    ['夕立が降りました。', '降りました', 'ふりました', '降る'],
    ['みぞれが降りました。', '降りました', 'ふりました', '降る'],
    ['あられが降ります。', '降ります', 'ふります', '降る'],
    ['ひょうが降りました。', '降りました', 'ふりました', '降る'],
    ['雪、よく降りますね。', '降ります', 'ふります', '降る'],
    ['雨が降りやすい。', '降りやすい', 'ふりやすい', '降る'],
    ['電車を降ります。', '降ります', 'おります', '降りる'],
    ['バスから降りた。', '降りた', 'おりた', '降りる'],
    ['駅で降りました。', '降りました', 'おりました', '降りる'],
    ['駅に降り立った。', '降り', 'おり', '降りる'],
    ['一緒に降りました。', '降りました', 'おりました', '降りる'],
    ['お降りください。', 'お降りください', 'おおりください', '降りる'],
    ['階段を降り始めた。', '降り始めた', 'おりはじめた', '降りる'],
    ['もう降りない。', '降りない', 'おりない', '降りる'],
    ['雨の中、バスを降りました。', '降りました', 'おりました', '降りる'],
    ['雨が止んだのでバスを降ります。', '降ります', 'おります', '降りる'],
    ['雨がひどいので次の駅で降ります。', '降ります', 'おります', '降りる'],
    ['雨の日は次の駅で降ります。', '降ります', 'おります', '降りる'],
    ['雪山から降ります。', '降ります', 'おります', '降りる'],
    ['霜が降ります。', '降ります', 'おります', '降りる'],
    ['霜が降り始めた。', '降り始めた', 'おりはじめた', '降りる'],
    ['明日は降りますか。', '降ります', null, '降る'],
  ])('%s: %s is %s, of %s', (text, written, reading, base) =>
    expect(wordIn(text, written)).toMatchObject({ reading, base }),
  );
});

describe('days of the week in one character', () => {
  const daysOf = (text: string) =>
    wordsOf(text)
      .filter(({ base }) => /^(?:.曜|祝日)$/.test(base))
      .map(({ start, end, base, reading }) => `${text.slice(start, end)} ${reading} ${base}`);
  const all = [
    '月 げつ 月曜',
    '火 か 火曜',
    '水 すい 水曜',
    '木 もく 木曜',
    '金 きん 金曜',
    '土 ど 土曜',
    '日 にち 日曜',
  ];
  const [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = all as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const holiday = '祝 しゅく 祝日';

  it.each([
    ['4月6日（土）から4月7日（日）まで', [saturday, sunday]],
    ['8日（月）、9日(火)、11日(木)、5日(金)', [monday, tuesday, thursday, friday]],
    ['4/10（水）', [wednesday]],
    ['本日（金）', [friday]],
    ['5月3日（水・祝）', [wednesday, holiday]],
    ['5月4日（祝・木）は休み', [holiday, thursday]],
    ['定休日：日・祝', [sunday, holiday]],
    ['月〜金 9:00〜18:00', [monday, friday]],
    ['火～土', [tuesday, saturday]],
    ['金-月', [friday, monday]],
    ['火・木・土はゴミの日です。', [tuesday, thursday, saturday]],
    ['月、水、金に開く', [monday, wednesday, friday]],
    ['土・日・祝日', [saturday, sunday, '祝日 しゅくじつ 祝日']],
    ['土・日・月は休み', [saturday, sunday, monday]],
    ['月/水/金', [monday, wednesday, friday]],
    ['月・火・水・木・金・土・日', all],
  ])('%s', (text, expected) => expect(daysOf(text)).toEqual(expected));

  it.each([
    '木・火・土・金・水の五つ',
    '水・金・地・火・木・土・天・海',
    '火・水・風・土',
    '火、水、空気',
    '金・銀・銅',
    '日・米・韓',
    '月（つき）',
    '図（木）を見る',
    '日本の月と太陽',
    '土を掘る',
  ])('not in %s', (text) => expect(daysOf(text)).toEqual([]));

  it('a country in one character is that country', () => {
    expect(wordIn('日米関係', '日')).toMatchObject({ class: 'name', base: '日本', reading: 'にち' });
    expect(wordIn('日豪会談', '豪')).toMatchObject({ class: 'name', base: 'オーストラリア', reading: 'ごう' });
    const lexicon = {
      compound: (written: string) => (written === '日払い' ? 'ひばらい' : null),
      potential: () => null,
    };
    expect(wordsOf('日払い', { lexicon })[0]).toMatchObject({ class: 'noun', base: '日払い', reading: 'ひばらい' });
  });
});

describe('a word in old kanji', () => {
  it.each(['學校', '國語', '國民'])('%s has no reading made of those of its pieces', (text) =>
    expect(wordsOf(text)).toMatchObject([{ reading: null, rubies: [] }]),
  );

  it.each([
    ['澤さんが来た', '澤さん', 'さわさん'],
    ['國のため', '國', 'くに'],
  ])('%s: %s is %s all the same', (text, written, reading) => expect(wordIn(text, written)?.reading).toBe(reading));

  it('is looked up in those of today', () => {
    expect(inNewKanji('學校と會社')).toBe('学校と会社');
    const meanings = new Meanings('学校\tがっこう\tn:school');
    expect(meanings.of({ base: '學校', reading: null, class: 'noun' })).toEqual(['school']);
  });
});
