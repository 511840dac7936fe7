/**
 * Words of several morphemes that are read otherwise than these, or are one word all the same (朝ご飯), beside those of
 * models/edict/readings.txt, which has neither numbers nor names. tests/unit/language/numerals.test.ts compares numbers
 * with EDICT.
 */
const OWN = `
  お一人 おひとり
  お二人 おふたり
  御一人 おひとり
  御二人 おふたり
  お1人 おひとり
  お2人 おふたり
  お一方 おひとかた
  お二方 おふたかた
  お三方 おさんかた
  お書き おかき
  お入り おはいり
  お建て おたて
  お立て おたて
  お刈り おかり
  お包み おつつみ
  お召し おめし
  お治し おなおし
  お外し おはずし
  一定値 いっていち
  一定数 いっていすう
  一極 いっきょく
  一辺 いっぺん
  一掴み ひとつかみ
  一握り ひとにぎり
一安心 ひとあんしん
一工夫 ひとくふう
一仕事 ひとしごと
一手間 ひとてま
一勝負 ひとしょうぶ
一芝居 ひとしばい
一波乱 ひとはらん
一悶着 ひともんちゃく
一騒動 ひとそうどう
一風呂 ひとふろ
一稼ぎ ひとかせぎ
一儲け ひともうけ
一働き ひとはたらき
一泣き ひとなき
一暴れ ひとあばれ
一捻り ひとひねり
一ひねり ひとひねり
一頑張り ひとがんばり
一踏ん張り ひとふんばり
一昔 ひとむかし
二昔 ふたむかし
二癖 ふたくせ
一夏 ひとなつ
一冬 ひとふゆ
一跨ぎ ひとまたぎ
一またぎ ひとまたぎ
一振り ひとふり
一目惚れ ひとめぼれ
一目ぼれ ひとめぼれ
一夜干し いちやぼし
一本道 いっぽんみち
一兎 いっと
四十肩 しじゅうかた
一か八か いちかばちか
  一重 ひとえ
  一重まぶた ひとえまぶた
  二重まぶた ふたえまぶた
  一問一答 いちもんいっとう
  一粒万倍 いちりゅうまんばい
  一六勝負 いちろくしょうぶ
  七変化 しちへんげ
  七輪 しちりん
  万万歳 ばんばんざい
  万乗 ばんじょう
  万巻 まんがん
  万機 ばんき
  万灯 まんどう
  三冠馬 さんかんば
  三三九度 さんさんくど
  二百十日 にひゃくとおか
  二百二十日 にひゃくはつか
  五十三次 ごじゅうさんつぎ
  八百万の神 やおよろずのかみ
  八百万の神々 やおよろずのかみがみ
  八重 やえ
  七重 ななえ
  十六夜 いざよい
  四六判 しろくばん
  四十九日 しじゅうくにち
  四十八手 しじゅうはって
  百人一首 ひゃくにんいっしゅ
  百合 ゆり
  白百合 しらゆり
  小百合 さゆり
  山手線 やまのてせん
  千葉 ちば
  千歳 ちとせ
  七尾 ななお
  令和 れいわ
  保元 ほうげん
  承久 じょうきゅう
  元慶 がんぎょう
  宝暦 ほうれき
  文安 ぶんあん
  治暦 じりゃく
  朝ご飯 あさごはん
  朝ごはん あさごはん
  朝御飯 あさごはん
  昼ご飯 ひるごはん
  昼ごはん ひるごはん
  昼御飯 ひるごはん
  晩ご飯 ばんごはん
  晩ごはん ばんごはん
  晩御飯 ばんごはん
  夕ご飯 ゆうごはん
  夕ごはん ゆうごはん
  夕御飯 ゆうごはん
  泣きっ面 なきっつら
  泣き面 なきつら
  虎子 こじ
文科省 もんかしょう
上手投げ うわてなげ
下手投げ したてなげ
上手出し投げ うわてだしなげ
下手出し投げ したてだしなげ
上手回し うわてまわし
下手回し したてまわし
寄り切り よりきり
各停 かくてい
次話 じわ
半月切り はんげつぎり
`;

const readings = new Map(
  OWN.trim()
    .split('\n')
    .map((line) => line.trim().split(' ') as [string, string]),
);

/** The most morphemes that one of them is. */
export const MOST_MORPHEMES = 6;

/** Most words begin otherwise, and need not be looked up. */
const firsts = new Set(Array.from(readings.keys(), (written) => written.charAt(0)));

/** The reading of a word, by how it is written, of whatever width; null where it is none of these. */
export const ownCompound = (written: string): string | null =>
  firsts.has(written.charAt(0)) ? (readings.get(written.normalize('NFKC')) ?? null) : null;
