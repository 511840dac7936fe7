import { conjugationForm, conjugationType, type Form } from './forms.ts';
import { HIRAGANA } from './kana.ts';
import { adjacentBefore, type Morphemes } from './morphemes.ts';
import { headOf, tailOf } from './near.ts';

/**
 * Verbs and adjectives that are spelt alike in kana, told apart by the noun beside them: kana, kanji, nouns, and the
 * particles between (`-`: whatever noun). Those that stand alone, or with other nouns, stay in kana.
 */
const TABLE = `
  ふる 降る 雨|あめ|雪|ゆき|みぞれ|あられ がもはの
  ふる 振る 手|首|くび|旗|しっぽ をもは
  きる 着る 服|ふく|シャツ|コート|セーター|着物|きもの|浴衣|ゆかた|制服|せいふく|パジャマ|スーツ|ドレス をもは
  きる 切る 野菜|やさい|肉|にく|髪|紙|木|爪|つめ|電話|でんわ|スイッチ|電源 をもは
  はく 履く 靴|くつ|ズボン|スカート|靴下|くつした|スリッパ|サンダル|パンツ|ジーンズ をもは
  はく 掃く 床|ゆか|庭|にわ|廊下|ろうか をもは
  ひく 弾く ピアノ|ギター|バイオリン|オルガン|琴 をもは
  ひく 引く 線|辞書|じしょ|くじ|カーテン をもは
  とる 撮る 写真|しゃしん|ビデオ|動画|どうが をもは
  あける 開ける ドア|窓|まど|戸|門|箱|はこ|ふた|目|口|店|かぎ|鍵|カーテン|引き出し をもは
  あける 明ける 夜|年 がもは
  しめる 閉める ドア|窓|まど|戸|門|箱|はこ|ふた|店|みせ|カーテン|引き出し をもは
  しめる 締める ネクタイ|ベルト|シートベルト|帯|おび|ねじ をもは
  しまる 閉まる ドア|窓|まど|戸|門|店|みせ がもは
  しまう 閉まる ドア|窓|まど|戸|門|店 が
  あく 開く ドア|窓|まど|戸|門|店|みせ|ふた がもは
  あく 空く 席|せき|部屋|へや|時間|じかん がもは
  なく 鳴く 犬|いぬ|猫|ねこ|鳥|とり|虫|むし|せみ|かえる がもは
  なく 泣く 子|こども|赤ちゃん|あかちゃん|彼女|妹|いもうと|弟|おとうと がもは
  なる 鳴る 電話|でんわ|ベル|鐘|雷|かみなり|携帯|スマホ|アラーム|チャイム|目覚まし がもは
  かう 飼う 犬|いぬ|猫|ねこ|ペット|金魚|きんぎょ|ハムスター をもは
  きく 効く 薬|くすり がもは
  きく 聞く 話|はなし|音楽|おんがく|歌|うた|ラジオ|道|みち をもは
  きく 聞く 先生|せんせい に
  きく 聞く 先生に|せんせいに もは
  つく 着く 駅|えき|家|いえ|うち|学校|がっこう|会社|かいしゃ|空港|くうこう にへも
  すむ 住む 東京|京都|大阪|日本|にほん|アメリカ|家|いえ|うち|町|まち|村|むら|国|くに|県|市|区|島|アパート|マンション|ところ|所|ここ|そこ|どこ|あそこ|近く|ちかく に
  にる 似る - に
  にる 煮る - を
  へる 減る おなか|お腹|体重|人口|人数|数 がもは
  おる 折る 紙|枝|骨|鶴|つる をもは
  あう 合う サイズ|計算|答え|話|時計 がもは
  たつ 経つ 時間|じかん|時|月日 がもは
  たつ 建つ 家|いえ|ビル|ホテル|マンション がもは
  かえる 帰る 家|いえ|うち|国|くに|故郷|日本|にほん にへ
  かえる 変える 色|いろ|名前|なまえ|考え|かんがえ|話題|髪型|場所|予定|よてい をもは
  のる 乗る 車|くるま|電車|バス|自転車|じてんしゃ|飛行機|ひこうき|タクシー|船|ふね|馬|うま にもへ
  のる 載る 新聞|しんぶん|雑誌|ざっし|辞書|じしょ に
  おこる 起こる 事件|じけん|事故|じこ|地震|じしん|問題|もんだい|戦争|せんそう がもは
  おこる 怒る 母|父|先生|せんせい|彼|彼女|お母さん|おかあさん|お父さん|おとうさん がもは
  なおす 治す 病気|びょうき|風邪|かぜ|けが|傷|きず をもは
  なおる 治る 病気|びょうき|風邪|かぜ|けが|傷|きず がもは
  ふく 吹く 風|かぜ|笛|ふえ がをもは
  ふく 拭く テーブル|机|つくえ|窓|まど|汗|あせ|顔|かお|体|からだ|皿|さら|床|ゆか をもは
  はる 貼る 切手|きって|ポスター|シール をもは
  のぼる 登る 山|やま|木|富士山 にもへ
  のぼる 昇る 日|太陽|たいよう|月 が
  くれる 暮れる 日|ひ|年|とし が
  むく 剥く 皮|かわ|りんご|リンゴ|みかん|ミカン|バナナ|じゃがいも|卵|殻 をもは
  いためる 炒める 野菜|やさい|肉|にく|豚肉|玉ねぎ|たまねぎ|にんにく|ニンニク|ねぎ|ご飯|ごはん|具|キャベツ|ピーマン|きのこ をもは
  いためる 痛める 腰|こし|足|あし|肩|かた|腕|ひざ|膝|首|のど|喉 をもは
  あげる 揚げる 天ぷら|てんぷら|フライ|コロッケ|鶏肉|とり肉|唐揚げ|から揚げ|からあげ|ポテト|春巻き|ドーナツ をもは
  あげる 上げる 手|て|顔|かお|頭|温度|値段|ねだん|スピード をもは
  たく 炊く ご飯|ごはん|米|お米 をもは
  あつい 暑い 夏|なつ|今日|きょう|昨日|きのう|毎日|まいにち|部屋|へや|外|そと|日 がもは
  あつい 熱い お湯|おゆ|お茶|おちゃ|スープ|コーヒー|フライパン|お風呂|おふろ がもは
  あつい 厚い 本|ほん|紙|板|壁|雲|唇 がもは
`;

interface Meant {
  readonly kanji: string;
  /** Before it, and after it where it describes. */
  readonly behind: RegExp;
  readonly ahead: RegExp | null;
}

/** What is the end of other words as well: 今日, 日本. */
const ENDS_OTHERS = /^[本日目手首子木月年夜外時]$/;
/** Behind a noun that is no beginning of another: しまう戸棚, くれるひと. */
const ENDS = '(?=[がをにはもでのとへやだか、。！？」』）\\s]|$)';
/** What has its own place or object tells little of what it describes: 友達にあう話. */
const HAS_ITS_OWN = /[をに]$/;

const meant = new Map<string, Meant[]>();
const spelt = new Map<string, string>();
for (const line of TABLE.trim().split('\n')) {
  const [kana, kanji, nouns, particles] = line.trim().split(' ') as [string, string, string, string];
  const listed = nouns.split('|').map((noun) => (ENDS_OTHERS.test(noun) ? `(?<!\\p{Script=Han})${noun}` : noun));
  const noun = nouns === '-' ? '' : `(?:${listed.join('|')})`;
  // しまって is 閉まる as well, of しまう to the analyser: its own line comes first.
  if (!spelt.has(kanji)) spelt.set(kanji, kana);
  meant.set(kana, [
    ...(meant.get(kana) ?? []),
    {
      kanji,
      behind: new RegExp(`${noun}[${particles}]$`, 'u'),
      ahead: nouns === '-' ? null : new RegExp(`^(?:${nouns})${ENDS}`),
    },
  ]);
}

/** How far nouns are looked for. */
const NEAR = 12;

/** The verb or adjective, with its kanji, that kana are where a noun beside them tells; null where none does. */
export function kanaLemma(
  text: string,
  { start, end, base }: { readonly start: number; readonly end: number; readonly base: string },
): string | null {
  const known = HIRAGANA.test(base) ? meant.get(base) : undefined;
  if (!known) return null;
  const head = headOf(text, start, NEAR);
  const tail = text.slice(start, end) === base && !HAS_ITS_OWN.test(head) ? tailOf(text, end, NEAR) : '';
  return known.find(({ behind, ahead }) => behind.test(head) || ahead?.test(tail))?.kanji ?? null;
}

/**
 * Verbs of five rows in kana whose stems are those of no verb of one row: いらない is not of 居る. Where the form is one
 * of both (いる, いれば), nobody can tell.
 */
const FIVE_ROWS = new Map([
  ['いる', '要る'],
  ['きる', '切る'],
  ['ねる', '練る'],
  ['へる', '減る'],
]);
for (const [kana, kanji] of FIVE_ROWS) spelt.set(kanji, kana);

/** The verb, with its kanji, that the conjugation of kana tells: お金がいります; null where it does not. */
export function fiveRowLemma(
  morphemes: Morphemes,
  { first, forms }: { readonly first: number; readonly forms: readonly Form[] },
): string | null {
  // いらんない is いられない.
  if (forms.includes('potential')) return null;
  const verb = morphemes[first]!;
  const { baseForm, surface, partOfSpeech } = verb;
  if (partOfSpeech[1] !== '自立' || !conjugationType(verb).startsWith('五段') || !HIRAGANA.test(surface)) return null;
  if (!/^(?:未然|連用)/.test(conjugationForm(verb))) return null;
  // Of 入る: 念にいりました, 恐れいります.
  if (/^(?:に|恐れ|おそれ|痛み)$/.test(adjacentBefore(morphemes, first)?.surface ?? '')) return null;
  return FIVE_ROWS.get(baseForm ?? '') ?? null;
}

/** How a verb or an adjective of the table is read; null of others. */
export const kanaOf = (kanji: string): string | null => spelt.get(kanji) ?? null;
