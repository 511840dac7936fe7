import type { Morpheme } from '../morphemes/morpheme.ts';

/**
 * Words that IPADIC reads as nobody does today, or as another word that is written alike: dictionary form, its reading
 * there, and how it is read, as EDICT has it. A spelling fault (図形 ヅケイ), an entry of another word (割る ワレル), or the
 * rarer of two readings (火傷 カショウ). Not here are words of which both are common: they are ambiguous (heteronyms.ts,
 * context.ts) or stay as they are.
 */
const MISREAD = `
  お家 おいえ おうち
  お手数 おてかず おてすう
  この間 このかん このあいだ
  一寸 いっすん ちょっと
  一途 いっと いちず
  令 りょう れい
  供物 そなえもの くもつ
  入り口 いりくち いりぐち
  凸凹 おうとつ でこぼこ
  出張所 しゅっちょうしょ しゅっちょうじょ
  別棟 べっとう べつむね
  剥がす へがす はがす
  割る われる わる
  厄 わざわい やく
  右腕 うわん みぎうで
  叩く はたく たたく
  図形 づけい ずけい
  堪える こたえる たえる
  塩水 えんすい しおみず
  大文字 だいもんじ おおもじ
  天王星 てんおうせい てんのうせい
  姑 しゅうと しゅうとめ
  山道 さんどう やまみち
  帰す きす かえす
  廻る めぐる まわる
  弄る いじくる いじる
  弘法 ぐほう こうぼう
  強者 つわもの きょうしゃ
  後々 あとあと のちのち
  我 わが われ
  戯れる ざれる たわむれる
  所為 しょい せい
  打付ける うちつける ぶつける
  授ける さづける さずける
  放す ほかす はなす
  教示 きょうし きょうじ
  敵国 てっこく てきこく
  日本一 にっぽんいち にほんいち
  東日本 ひがしにっぽん ひがしにほん
  日本人 にっぽんじん にほんじん
  有り難う ありがたう ありがとう
  木彫 きぼり もくちょう
  柵 しがらみ さく
  歪む いがむ ゆがむ
  汚す けがす よごす
  河原 かわはら かわら
  混じる こんじる まじる
  温い ぬくい ぬるい
  漏洩 ろうせつ ろうえい
  火傷 かしょう やけど
  灯火 ともしび とうか
  父母 ちちはは ふぼ
  物心 ぶっしん ものごころ
  琴 きん こと
  留置 とめおき りゅうち
  疫病 やくびょう えきびょう
  疎か おろか おろそか
  白樺 しらかんば しらかば
  真正面 まっしょうめん ましょうめん
  破れる われる やぶれる
  禿 かむろ はげ
  稲妻 いなづま いなずま
  細工 ざいく さいく
  緑色 りょくしょく みどりいろ
  脛 はぎ すね
  腹痛 はらいた ふくつう
  臍 ほぞ へそ
  自棄 じき やけ
  花道 かどう はなみち
  苛め さいなめ いじめ
  若し わかし もし
  茄子 なすび なす
  茸 たけ きのこ
  荘厳 しょうごん そうごん
  葛 かずら くず
  蒸す ふかす むす
  蒲公英 ほこうえい たんぽぽ
  蓮 はちす はす
  西風 せいふう にしかぜ
  見惚れる みほれる みとれる
  言付ける いいつける ことづける
  読本 どくほん とくほん
  軽々 けいけい かるがる
  農作物 のうさくもつ のうさくぶつ
  辺 あたり へん
  通帳 かよいちょう つうちょう
  過ぎる よぎる すぎる
  鋸 のこ のこぎり
  降伏 ごうぶく こうふく
  隙 ひま すき
  面子 めんこ めんつ
  預け あづけ あずけ
  預ける あづける あずける
  預け入れる あづけいれる あずけいれる
  風流 ふりゅう ふうりゅう
  骨髄 こつづい こつずい
  高名 こうみょう こうめい
  高音 たかね こうおん
  鶏肉 けいにく とりにく
  提げる ひっさげる さげる
  瞬く まばたく またたく
  捩る すじる ねじる
  聞き捨てる ききずてる ききすてる
  脂っこい やにっこい あぶらっこい
  免れる まぬかれる まぬがれる
  明後日 みょうごにち あさって
  夜中 やちゅう よなか
  皇女 おうじょ こうじょ
  木の下 このした きのした
  語 かたり ご
  米ドル あめりかどる べいどる
  工学科 こうがっか こうがくか
  蹄 ひずめ ひづめ
  小口切り こぐちきり こぐちぎり
  細切り こまぎり ほそぎり
  甲 かぶと こう
  甲 きのえ こう
  乙 きのと おつ
  丙 ひのえ へい
  丁 ひのと てい
  高潮 こうちょう たかしお
  極彩色 ごくさいしょく ごくさいしき
  乱高下 らんこうか らんこうげ
  人民元 じんみんげ じんみんげん
  全粒粉 ぜんりゅうこ ぜんりゅうふん
  実体験 じつたいけん じったいけん
  出退勤 しゅつたいきん しゅったいきん
  可読性 かとくせい かどくせい
  不可逆 ふきゃがく ふかぎゃく
  狂牛病 きょきょうぎゅうびょう きょうぎゅうびょう
  似非 じひ えせ
  客好き きゃくづき きゃくずき
  手札 しゅさつ てふだ
  番頭 ばんがしら ばんとう
  野手 のて やしゅ
  滑落 かっらく かつらく
  脱法 だつほう だっぽう
  成文法 せいぶんぽう せいぶんほう
  浅薄 せんばく せんぱく
  光量 ひかりりょう こうりょう
  空力 くうりょく くうりき
  石積み いしつみ いしづみ
  切り貼り きりはり きりばり
  小枝 さえ こえだ
  花畑 はなはた はなばたけ
  女帝 にょてい じょてい
  清朝 せいちょう しんちょう
  大水 だいすい おおみず
  各月 かくつき かくげつ
  同左 どうさ どうひだり
  同相 どうしょう どうそう
  完治 かんじ かんち
  早出 そうしゅつ はやで
  紙質 かみしつ ししつ
  背泳 せおよぎ はいえい
  菌株 きんしゅ きんかぶ
  解せる ほぐせる げせる
  数行 すうこう すうぎょう
  砂粒 さりゅう すなつぶ
  毎々 ことごとく まいまい
  和英 かずひで わえい
  倭国 わのくに わこく
  総花 そうか そうばな
  肌襦袢 はだじばん はだじゅばん
  美事 びじ みごと
  ぶっ殺す ぶっとばす ぶっころす
  お預け おあづけ おあずけ
  預け入れ あづけいれ あずけいれ
  すう勢 すうぜい すうせい
  あん分 あんぶ あんぶん
  別刷り べつづり べつずり
  物言う ものゆう ものいう
  靴ずれ くつづれ くつずれ
  靴擦れ くつづれ くつずれ
  靴墨 くつづみ くつずみ
  骨髄腫 こつづいしゅ こつずいしゅ
  馬鈴薯 じゃがいも ばれいしょ
  轡 たずな くつわ
  這入る はいいる はいる
  野分 のわけ のわき
  陶板 とうはん とうばん
  音標文字 おんひょうもじ おんぴょうもじ
  日付変更線 ひずけへんこうせん ひづけへんこうせん
  旭日大綬章 あさひだいじゅしょう きょくじつだいじゅしょう
  度度 どど たびたび
  間中 まなか あいだじゅう
`;

/** What comes behind the last kanji, which conjugation changes. */
const OKURIGANA = /\p{Script=Hiragana}*$/u;

/** What stands for the kanji in a reading that ends as the word is written. */
const ofKanji = (reading: string, written: string): string =>
  reading.slice(0, reading.length - OKURIGANA.exec(written)![0].length);

const table = new Map<string, readonly { readonly wrong: string; readonly right: string }[]>();
for (const [base, wrong, right] of MISREAD.trim()
  .split('\n')
  .map((line) => line.trim().split(' ') as [string, string, string]))
  table.set(base, [...(table.get(base) ?? []), { wrong: ofKanji(wrong, base), right: ofKanji(right, base) }]);

/** The reading (hiragana) that is meant where IPADIC's is none; of a conjugated form as of its dictionary form. */
export function meantReading({ surface, baseForm }: Pick<Morpheme, 'surface' | 'baseForm'>, reading: string): string {
  const kana = OKURIGANA.exec(surface)![0];
  const kanji = ofKanji(reading, surface);
  const found = table.get(baseForm ?? surface)?.find(({ wrong }) => wrong === kanji);
  return found && reading.endsWith(kana) ? found.right + kana : reading;
}
