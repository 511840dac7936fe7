import type { Morpheme } from '../morphemes/morpheme.ts';
import { HAN } from './kana.ts';
import type { Morphemes } from './morphemes.ts';

/** Kanji as they were written before the list of 1949, each with the one that took its place. */
const PAIRS = `
亞亜 惡悪 壓圧 圍囲 醫医 爲為 壹壱 稻稲 飮飲 隱隠 營営 榮栄 衞衛 驛駅 圓円 鹽塩 緣縁 艷艶 應応 歐欧 毆殴 櫻桜 奧奥 橫横 溫温
穩穏 假仮 價価 畫画 會会 懷懐 繪絵 壞壊 擴拡 殼殻 覺覚 學学 嶽岳 樂楽 渴渇 勸勧 卷巻 寬寛 歡歓 罐缶 觀観 關関 陷陥 巖巌 顏顔
歸帰 氣気 龜亀 僞偽 戲戯 犧犠 舊旧 據拠 擧挙 虛虚 峽峡 挾挟 敎教 狹狭 曉暁 區区 驅駆 勳勲 徑径 惠恵 溪渓 經経 繼継 莖茎 螢蛍
輕軽 鷄鶏 藝芸 缺欠 儉倹 劍剣 圈圏 檢検 權権 獻献 縣県 險険 顯顕 驗験 嚴厳 效効 廣広 恆恒 鑛鉱 號号 國国 黑黒 濟済 碎砕 齋斎
劑剤 册冊 雜雑 產産 參参 慘惨 棧桟 蠶蚕 贊賛 殘残 絲糸 齒歯 兒児 辭辞 濕湿 實実 舍舎 寫写 釋釈 壽寿 收収 從従 澁渋 獸獣 縱縦
肅粛 處処 緖緒 敍叙 奬奨 將将 燒焼 稱称 證証 乘乗 剩剰 壤壌 孃嬢 條条 淨浄 狀状 疊畳 讓譲 釀醸 囑嘱 觸触 寢寝 愼慎 晉晋 眞真
盡尽 圖図 粹粋 醉酔 隨随 髓髄 數数 樞枢 聲声 靜静 齊斉 攝摂 竊窃 專専 戰戦 淺浅 潛潜 纖繊 踐践 錢銭 禪禅 雙双 壯壮 搜捜 插挿
爭争 總総 聰聡 莊荘 裝装 騷騒 臟臓 藏蔵 屬属 續続 墮堕 體体 對対 帶帯 滯滞 臺台 瀧滝 擇択 澤沢 單単 擔担 膽胆 團団 彈弾 斷断
癡痴 遲遅 晝昼 蟲虫 鑄鋳 廳庁 聽聴 敕勅 鎭鎮 遞逓 鐵鉄 轉転 點点 傳伝 黨党 盜盗 燈灯 當当 鬭闘 德徳 獨独 讀読 屆届 繩縄 貳弐
惱悩 腦脳 霸覇 廢廃 拜拝 賣売 麥麦 發発 髮髪 拔抜 蠻蛮 祕秘 濱浜 甁瓶 拂払 佛仏 竝並 變変 邊辺 辯弁 瓣弁 辨弁 舖舗 寶宝 襃褒
豐豊 沒没 飜翻 萬万 默黙 彌弥 藥薬 譯訳 豫予 餘余 與与 譽誉 搖揺 樣様 謠謡 來来 賴頼 亂乱 覽覧 兩両 獵猟 壘塁 勵励 禮礼 隸隷
靈霊 齡齢 戀恋 爐炉 勞労 樓楼 祿禄 灣湾 步歩 每毎 戾戻 淚涙 增増 歷歴 曆暦 綠緑 錄録 鄕郷 卽即 旣既 槪概 娛娯 吳呉 悅悦 說説
脫脱 稅税 閱閲 銳鋭 靑青 淸清 黃黄 內内 絕絶 硏研 戶戸 晚晩 滿満 徵徴 曾曽 搔掻 姬姫 遙遥
`;

const modern: ReadonlyMap<string, string> = new Map(
  PAIRS.trim()
    .split(/\s+/)
    .map((pair) => Array.from(pair) as [string, string]),
);

/** A word in the kanji of today: 學校 is 学校. */
export const inNewKanji = (written: string): string =>
  HAN.test(written) ? Array.from(written, (one) => modern.get(one) ?? one).join('') : written;

/**
 * Whether morphemes [first, last) are a word in old kanji that the analyser has only in pieces: a name, an ending and a
 * noun, whose readings make none of the word (學|校).
 */
export function isOldCompound(morphemes: Morphemes, first: number, last: number): boolean {
  const isWritten = (morpheme: Morpheme | null | undefined) =>
    morpheme != null &&
    HAN.test(morpheme.surface) &&
    !(morpheme.partOfSpeech[1] === '接尾' && morpheme.partOfSpeech[2] === '人名');
  return morphemes
    .slice(first, last)
    .some(
      (morpheme, i, own) => modern.has(morpheme?.surface ?? '') && (isWritten(own[i - 1]) || isWritten(own[i + 1])),
    );
}
