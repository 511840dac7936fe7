import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { edictLexicon, ipadicAnalyzer } from '../../conformance/data.ts';
import { meantClass } from '../../../src/language/classes.ts';
import { Meanings } from '../../../src/language/meanings.ts';
import { readText } from '../../../src/language/read.ts';

const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url));
const analyzer = ipadicAnalyzer();
const lexicon = edictLexicon();
const meanings = new Meanings(file('models/edict/glosses.txt').toString('utf8'));

/** What a reader is told of the word that is written so in a text, where its page gives it `ruby`. */
function meaningIn(text: string, written: string, ruby: string | null = null): string {
  const start = text.indexOf(written);
  const morphemes = analyzer.analyze(text, { normalize: true });
  const given = ruby === null ? [] : [{ start, end: start + written.length, text: ruby }];
  const units = morphemes.map((morpheme) => ({ ...morpheme, morpheme }));
  const word = readText(text, units, { lexicon, given }).find((one) => text.slice(one.start, one.end) === written)!;
  const fine = morphemes[word.first]!.partOfSpeech[1];
  const { base, baseReading: reading } = word;
  return meanings.of({ base, reading, class: meantClass(word.class, fine), fine }).join(' / ');
}

it.each([
  ['再入荷のお知らせ', '再入荷', /^再: .* \/ 入荷: /],
  ['明日再入荷する。', '再入荷する', /^再: .* \/ 入荷: /],
  ['税込で千円です。', '税込', /^tax included/],
  ['は、はい。', 'は', /^$/],
  ['結局行かなかった。', '結局', /^after all/],
  ['まさか彼が犯人だとは。', 'まさか', /^by no means/],
  ['ぎりぎり間に合った。', 'ぎりぎり', /^just barely/],
  ['コーヒーを一杯ください。', '一杯', /^amount .*drink/],
  ['大変おいしい。', '大変', /^very/],
  ['結構高い。', '結構', /^quite/],
  ['それで結構です。', '結構です', /^splendid/],
  ['お店はもう一杯だった。', '一杯', /full/],
  ['本を一杯読んだ。', '一杯', /full|lots|many/],
  ['材料は十分で作り直せる。', '十分で', /enough/],
  ['また来てね。', 'また', /^again/],
  ['また彼は医者でもある。', 'また', /^and; in addition/],
  ['また、雨の日は休む。', 'また', /^and; in addition/],
  ['おおきに。', 'おおきに', /thanks/],
  ['どう思う？', 'どう', /^how; .*(?<!whoa.*)$/],
  ['推しが尊い。', '推し', /fan/],
  ['コップで飲む。', 'コップ', /^glass/],
  ['鶏肉を揚げる。', '揚げる', /^to deep-fry/],
  ['例を挙げる。', '挙げる', /^to give \(an example/],
  ['友達にあげる。', 'あげる', /^\(polite\) to give/],
  ['夜が明ける。', '明ける', /^to dawn/],
  ['よく熱し、焼く。', '熱し', /^to heat/],
  ['駅前の通りを歩く。', '通り', /^avenue/],
  ['思った通りだ。', '通り', /^as; just as/],
  ['ご存じの通りです。', '通り', /^as; just as/],
  ['ご覧の通りです。', '通り', /^as; just as/],
  ['お察しの通りです。', '通り', /^as; just as/],
  ['見ての通りだ。', '通り', /^as; just as/],
  ['いつも通り行く。', '通り', /^as; just as/],
  ['駅まで通りを歩く。', '通り', /^avenue/],
  ['またお越しください。', 'お越しください', /^\(honorific\) coming/],
  ['お越しいただき感謝します。', 'お越しいただき', /^\(honorific\) coming/],
  ['お越しになった。', 'お越しになった', /^\(honorific\) coming/],
  ['そりゃ無理だ。', 'そりゃ', /^that is/],
  ['そりゃあ無理だ。', 'そりゃあ', /^that is/],
  ['こりゃすごい。', 'こりゃ', /^this is/],
  ['ありゃ無理だ。', 'ありゃ', /^that is/],
  ['時は金なり。', 'なり', /^be; is/],
  ['静かなり。', 'なり', /^be; is/],
  ['母なる大地。', 'なる', /^be; is/],
  ['電話なり手紙なりで知らせる。', 'なり', /^or something/],
  ['来たる五月。', '来たる', /^next/],
  ['来たるべき時。', '来たるべき', /^next/],
  ['金がありゃ買う。', 'ありゃ', /^to be; to exist/],
  ['この通りをまっすぐ行く。', '通り', /^avenue/],
  ['彼のくせになっている。', 'くせ', /^habit/],
  ['夢みたいな話だ。', '夢みたいな', /^like a dream/],
  ['もう食べたの？', 'の', /^softens a question/],
  ['一日おきに飲む。', 'おき', /^every other/],
  ['わかりみが深い。', 'が', /^marks the subject/],
  ['行くが、遅れる。', 'が', /^but/],
  ['行くで！', 'で', /Kansai/],
  ['残念ながら負けた。', 'ながら', /^although/],
  ['首相たる人物だ。', 'たる', /^who is/],
  ['聞こえるように話す。', 'ように', /^so that/],
  ['おおかみがきた。', 'おおかみ', /^wolf/],
  ['あかちゃんがないていた。', 'あかちゃん', /^baby/],
  ['ありさんがいる。', 'ありさん', /^ant/],
  ['めがさめた。', 'めがさめた', /^to wake/],
  ['しゃあない。', 'しゃあない', /Kansai/],
  ['写真をアップロードする。', 'アップロードする', /^upload/],
  ['思い切って告白した。', '思い切って', /^resolutely/],
  ['熱中症になる。', '熱中症', /^heatstroke/],
  ['インバウンドが増える。', 'インバウンド', /^inbound/],
  ['よく混ぜ合わせる。', '混ぜ合わせる', /^to mix/],
  ['明日打ち合わせましょう。', '打ち合わせましょう', /arrange|discuss|prepar/],
  ['人手不足だ。', '人手不足', /^人手: .*hands.* \/ 不足: /],
  ['排出量を減らす。', '排出量', /^排出: .*emission.* \/ 量: /],
  ['きつね色に焼く。', 'きつね色', /^きつね: fox.* \/ 色: colou?r/],
  ['お客さんが来た。', 'お客さん', /^guest/],
  ['学生さんが来た。', '学生さん', /^student/],
  ['猫ちゃんが来た。', '猫ちゃん', /^cat/],
  ['田中さんが来た。', '田中さん', /^$/],
  // Kana with お: polite, a word of their own, or nothing that is known.
  ['おしごとをする。', 'おしごと', /^work/],
  ['おさらをあらう。', 'おさら', /^plate/],
  ['おうどんを食べる。', 'おうどん', /^udon/],
  ['本はおいくらですか。', 'おいくら', /^how much/],
  ['おばちゃんが来た。', 'おばちゃん', /^aunt/],
  ['おいらは行かない。', 'おいら', /^I; me/],
  ['うちのおかんが言った。', 'おかん', /^mom/],
  ['オトンと行く。', 'オトン', /^dad/],
  ['おじいが言う。', 'おじい', /^grandpa/],
  ['おめえは誰だ。', 'おめえ', /^you/],
  ['お子さんはおいくつですか。', 'おいくつ', /^how many\?; how old/],
  ['おやつを食べる。', 'おやつ', /^snack/],
  ['おめえらは帰れ。', 'おめ', /^$/],
  ['おしんを見た。', 'おしん', /^$/],
])('in %s, %s means %s', (text, written, meaning) => expect(meaningIn(text, written)).toMatch(meaning));

it.each([
  ['強敵と戦う。', '強敵', 'とも', /enemy/],
  ['本気で行く。', '本気', 'マジ', /serious/],
  ['日本の夏。', '日本', 'にっぽん', /^Japan/],
  ['愛が来た。', '愛', 'らぶ', /^love/],
])('in %s, %s means what it is written as, if it is read %s', (text, written, ruby, meaning) =>
  expect(meaningIn(text, written, ruby)).toMatch(meaning),
);
