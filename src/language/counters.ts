import { KATAKANA, toHiragana } from './kana.ts';
import { geminate, endingReading, type Ending, type Numeral } from './numerals.ts';

/** How the number before a counter, and the counter's first sound, change. */
interface Counter {
  readonly reading: string;
  /** Digits that are read otherwise before it. */
  readonly digits?: Readonly<Record<number, string>>;
  /** Whole numbers that are read otherwise, by value. */
  readonly whole?: Readonly<Record<number, string>>;
  /**
   * After さん and なん: が for か, ぞ for そ, ば or ぱ for は. Not given where usage is divided, and then such numbers have no
   * reading here.
   */
  readonly afterN?: 'voiced' | 'p' | 'plain';
  /** Voiced behind せん and まん as well: 千石 せんごく. */
  readonly afterThousand?: true;
  /** よん before は turns it into ぱ. */
  readonly fourP?: true;
  /** 1 and 2 are ひと and ふた where it counts, and not where it says which (3年1組). */
  readonly native?: true;
  /** Its reading behind 数 alone. */
  readonly several?: string;
  /** Numbers that it counts. */
  readonly from?: number;
  readonly to?: number;
}

const days = {
  2: 'ふつか',
  3: 'みっか',
  4: 'よっか',
  5: 'いつか',
  6: 'むいか',
  7: 'なのか',
  8: 'ようか',
  9: 'ここのか',
  10: 'とおか',
  14: 'じゅうよっか',
  20: 'はつか',
  24: 'にじゅうよっか',
};
const things = {
  1: 'ひとつ',
  2: 'ふたつ',
  3: 'みっつ',
  4: 'よっつ',
  5: 'いつつ',
  6: 'むっつ',
  7: 'ななつ',
  8: 'やっつ',
  9: 'ここのつ',
};
const hours = { 4: 'よ', 7: 'しち', 9: 'く' };
const years = { 4: 'よ' };
const persons = { 4: 'よ', 7: 'しち' };
/** Of tenths (ぶ), which are no minutes: 七分袖. */
const tenths = { 7: 'しち' };
const withSuffix = (table: Readonly<Record<number, string>>, suffix: string) =>
  Object.fromEntries(Object.entries(table).map(([value, reading]) => [value, reading + suffix]));

/** Things of so many parts, which make one word with their number: 三つ星 みつぼし. */
const inShape = (reading: string): Counter => ({
  reading: `つ${reading}`,
  whole: withSuffix(
    { 1: 'ひとつ', 2: 'ふたつ', 3: 'みつ', 4: 'よつ', 5: 'いつつ', 6: 'むつ', 7: 'ななつ', 8: 'やつ' },
    reading,
  ),
  from: 1,
  to: 8,
});

/** Counters whose sounds do not follow from their first kana, or whose numbers are read otherwise. */
const special: Readonly<Record<string, Counter>> = {
  つ: { reading: 'つ', whole: things, from: 1, to: 9 },
  つ目: { reading: 'つめ', whole: withSuffix(things, 'め'), from: 1, to: 9 },
  つ星: inShape('ぼし'),
  つ子: inShape('ご'),
  つ葉: inShape('ば'),
  つ角: inShape('かど'),
  つ折り: inShape('おり'),
  つ切り: inShape('ぎり'),
  つ編み: inShape('あみ'),
  つ揃い: inShape('ぞろい'),
  人: { reading: 'にん', digits: persons, whole: { 1: 'ひとり', 2: 'ふたり' } },
  人目: { reading: 'にんめ', digits: persons, whole: { 1: 'ひとりめ', 2: 'ふたりめ' } },
  人組: { reading: 'にんぐみ', digits: persons, whole: { 2: 'ふたりぐみ' } },
  人分: { reading: 'にんぶん', digits: persons, whole: { 1: 'ひとりぶん', 2: 'ふたりぶん' } },
  人前: { reading: 'にんまえ', digits: persons },
  日: { reading: 'にち', digits: { 7: 'しち', 9: 'く' }, whole: { 1: 'いちにち', ...days }, several: 'じつ' },
  日間: {
    reading: 'にちかん',
    digits: { 7: 'しち', 9: 'く' },
    whole: { 1: 'いちにちかん', ...withSuffix(days, 'かん') },
    several: 'じつかん',
  },
  日目: { reading: 'にちめ', digits: { 7: 'しち', 9: 'く' }, whole: { 1: 'いちにちめ', ...withSuffix(days, 'め') } },
  月: { reading: 'がつ', digits: { 4: 'し', 7: 'しち', 9: 'く' }, from: 1, to: 12 },
  時: { reading: 'じ', digits: hours },
  時半: { reading: 'じはん', digits: hours },
  時間: { reading: 'じかん', digits: hours },
  時間目: { reading: 'じかんめ', digits: hours },
  時間半: { reading: 'じかんはん', digits: hours },
  時台: { reading: 'じだい', digits: hours },
  年: { reading: 'ねん', digits: years },
  年間: { reading: 'ねんかん', digits: years },
  年生: { reading: 'ねんせい', digits: years },
  年代: { reading: 'ねんだい', digits: years },
  年度: { reading: 'ねんど', digits: years },
  年目: { reading: 'ねんめ', digits: years },
  年半: { reading: 'ねんはん', digits: years },
  畳: { reading: 'じょう', digits: { 4: 'よ' } },
  歳: { reading: 'さい', whole: { 20: 'はたち' } },
  才: { reading: 'さい', whole: { 20: 'はたち' } },
  分: { reading: 'ふん', afterN: 'p', fourP: true },
  分間: { reading: 'ふんかん', afterN: 'p', fourP: true },
  分の: { reading: 'ぶんの' },
  分咲き: { reading: 'ぶざき', digits: tenths },
  分刈り: { reading: 'ぶがり', digits: tenths },
  分袖: { reading: 'ぶそで', digits: tenths },
  分丈: { reading: 'ぶたけ', digits: tenths },
  分立て: { reading: 'ぶだて', digits: tenths },
  分づき: { reading: 'ぶづき', digits: tenths },
  分搗き: { reading: 'ぶづき', digits: tenths },
  分目: { reading: 'ぶめ' },
  分通り: { reading: 'ぶどおり', digits: tenths },
  分粥: { reading: 'ぶがゆ', digits: tenths },
  分音符: { reading: 'ぶおんぷ', digits: { 4: 'し' } },
  分休符: { reading: 'ぶきゅうふ', digits: { 4: 'し' } },
  本: { reading: 'ほん', afterN: 'voiced' },
  本目: { reading: 'ほんめ', afterN: 'voiced' },
  本立て: { reading: 'ほんだて', afterN: 'voiced' },
  杯: { reading: 'はい', afterN: 'voiced' },
  杯目: { reading: 'はいめ', afterN: 'voiced' },
  匹: { reading: 'ひき', afterN: 'voiced' },
  匹目: { reading: 'ひきめ', afterN: 'voiced' },
  票: { reading: 'ひょう', afterN: 'voiced' },
  遍: { reading: 'へん', afterN: 'voiced' },
  泊: { reading: 'はく', afterN: 'p', fourP: true },
  発: { reading: 'はつ', afterN: 'p', fourP: true },
  歩: { reading: 'ほ', afterN: 'p', fourP: true },
  版: { reading: 'はん', afterN: 'p' },
  班: { reading: 'はん', afterN: 'p' },
  編: { reading: 'へん', afterN: 'p' },
  品: { reading: 'ひん', afterN: 'p' },
  敗: { reading: 'はい', afterN: 'p' },
  拍: { reading: 'はく', afterN: 'p', fourP: true },
  階: { reading: 'かい', afterN: 'voiced' },
  階建て: { reading: 'かいだて', afterN: 'voiced' },
  階建: { reading: 'かいだて', afterN: 'voiced' },
  軒: { reading: 'けん', afterN: 'voiced', afterThousand: true },
  軒目: { reading: 'けんめ', afterN: 'voiced' },
  足: { reading: 'そく', afterN: 'voiced', afterThousand: true },
  石: { reading: 'こく', afterN: 'voiced', afterThousand: true },
  尺: { reading: 'しゃく', afterN: 'voiced', afterThousand: true },
  国: { reading: 'こく', afterN: 'voiced' },
  国間: { reading: 'こくかん', afterN: 'voiced' },
  回忌: { reading: 'かいき', digits: { 7: 'しち' } },
  次元: { reading: 'じげん', digits: { 4: 'よ' } },
  寸: { reading: 'すん', afterN: 'voiced' },
  晩: { reading: 'ばん', native: true },
  口: { reading: 'くち', native: true },
  組: { reading: 'くみ', native: true },
  // Sentences; whether a round number is of those or of old coins, nobody can tell.
  文: { reading: 'ぶん', to: 9 },
  箱: { reading: 'はこ', native: true },
  皿: { reading: 'さら', native: true },
  袋: { reading: 'ふくろ', native: true },
  粒: { reading: 'つぶ', native: true },
  束: { reading: 'たば', native: true },
  株: { reading: 'かぶ', native: true },
  桁: { reading: 'けた', native: true },
  駅: { reading: 'えき', native: true },
  駅目: { reading: 'えきめ', native: true },
  駅分: { reading: 'えきぶん', native: true },
  部屋: { reading: 'へや', native: true },
  切れ: { reading: 'きれ', native: true },
  坪: { reading: 'つぼ', native: true },
  通り: { reading: 'とおり', native: true },
  言: { reading: 'こと', native: true, to: 2 },
  息: { reading: 'いき', native: true, to: 1 },
};

/**
 * Counters that follow the rules: surface, reading. What they share with others of their first kana is not repeated.
 */
const regular = new Map(
  (
    '名 めい|回 かい|回目 かいめ|個 こ|箇 か|度 ど|度目 どめ|倍 ばい|番 ばん|番目 ばんめ|番地 ばんち|番線 ばんせん|号 ごう|号室 ごうしつ|号車 ごうしゃ|' +
    '位 い|等 とう|級 きゅう|点 てん|円 えん|枚 まい|枚目 まいめ|冊 さつ|冊目 さつめ|頭 とう|羽 わ|台 だい|台目 だいめ|着 ちゃく|通 つう|件 けん|' +
    '週 しゅう|週間 しゅうかん|週目 しゅうめ|秒 びょう|秒間 びょうかん|世紀 せいき|世代 せだい|世帯 せたい|周 しゅう|周年 しゅうねん|種 しゅ|種類 しゅるい|' +
    '社 しゃ|校 こう|曲 きょく|局 きょく|球 きゅう|句 く|語 ご|行 ぎょう|列 れつ|列目 れつめ|章 しょう|節 せつ|条 じょう|項 こう|巻 かん|話 わ|部 ぶ|' +
    '勝 しょう|戦 せん|席 せき|隻 せき|機 き|基 き|脚 きゃく|丁 ちょう|丁目 ちょうめ|対 つい|膳 ぜん|滴 てき|代 だい|代目 だいめ|学期 がっき|限 げん|' +
    '缶 かん|割 わり|升 しょう|合 ごう|里 り|貫 かん|両 りょう|文目 ぶんめ|文銭 もんせん|文半 もんはん|銭 せん|次 じ|期 き|期生 きせい|段 だん|段階 だんかい|' +
    '区 く|市 し|県 けん|か月 かげつ|ヶ月 かげつ|ヵ月 かげつ|カ月 かげつ|ケ月 かげつ|箇月 かげつ|ヶ国 かこく|か国 かこく|カ国 かこく|ヵ国 かこく|' +
    'ヶ国語 かこくご|か国語 かこくご|カ国語 かこくご|ヶ所 かしょ|か所 かしょ|カ所 かしょ|ヵ所 かしょ|箇所 かしょ|か条 かじょう|人称 にんしょう|文字 もじ|' +
    '字 じ|語目 ごめ|点目 てんめ|題 だい|問 もん|問目 もんめ|議席 ぎせき|学年 がくねん|連敗 れんぱい|連勝 れんしょう|連休 れんきゅう|面 めん|枠 わく|票差 ひょうさ|' +
    '戸 こ|首 しゅ|食 しょく|審 しん|党 とう|棟 とう|親等 しんとう|周忌 しゅうき'
  )
    .split('|')
    .map((pair) => pair.split(' ') as [string, string]),
);

const SHORT_LOAN = /^(?:センチ|セット|トン|ケース)/;

const DAKUTEN: Readonly<Record<string, string>> = {
  か: 'が',
  き: 'ぎ',
  く: 'ぐ',
  け: 'げ',
  こ: 'ご',
  さ: 'ざ',
  し: 'じ',
  す: 'ず',
  せ: 'ぜ',
  そ: 'ぞ',
};
const H = 'はひふへほ';
const voicedOf = (kana: string): string =>
  H.includes(kana) ? String.fromCharCode(kana.charCodeAt(0) + 1) : (DAKUTEN[kana] ?? kana);
const pOf = (kana: string): string => (H.includes(kana) ? String.fromCharCode(kana.charCodeAt(0) + 2) : kana);

/** A number and its counter read together. */
export interface Counted {
  /** Hiragana, in two parts; all of it in `number`, and null in `counter`, where the two cannot be told apart (はたち). */
  readonly number: string;
  readonly counter: string | null;
}

/**
 * Reads a number with its counter: 三本 さんぼん, 十分 じゅっぷん, 二十歳 はたち. Null where this table does not know how.
 * @param counter As written, after NFKC.
 * @param options.range The number is the second of two in a row (二、三日), which leaves out readings of its own (みっか).
 * @param options.which The number says which it is, and not how many there are (3年1組).
 */
export function readCounted(
  numeral: Numeral,
  counter: string,
  { range = false, which = false }: { readonly range?: boolean; readonly which?: boolean } = {},
): Counted | null {
  const known = special[counter] ?? regularCounter(counter);
  if (!known) return null;
  const { value, ending } = numeral;
  if (!range && known.whole?.[value]) return { number: known.whole[value], counter: null };
  if (known.several !== undefined && numeral.reading === endingReading('数'))
    return { number: numeral.reading, counter: known.several };
  if ((known.from ?? -1) > value || value > (known.to ?? Infinity)) return null;
  if (counter.startsWith('つ'))
    return ending === '何' || ending === '幾' ? { number: 'いく', counter: known.reading } : null;
  if (known.native && (value === 1 || value === 2))
    return { number: which ? numeral.reading : value === 1 ? 'ひと' : 'ふた', counter: known.reading };
  const digit = typeof ending === 'number' ? known.digits?.[ending] : undefined;
  if (digit !== undefined)
    return { number: numeral.reading.slice(0, -endingReading(ending).length) + digit, counter: known.reading };
  if (KATAKANA.test(counter)) return readLoan(numeral, counter, known.reading);
  return pronounce(numeral, known);
}

/** Whether something is a counter that `readCounted` knows. */
export const isCounter = (text: string): boolean => text in special || regularCounter(text) !== null;

function regularCounter(counter: string): Counter | null {
  const reading = regular.get(counter);
  if (reading !== undefined) return { reading };
  return KATAKANA.test(counter) ? { reading: toHiragana(counter) } : null;
}

/**
 * A unit in katakana: the number before it stays as it is, but for じゅっ before k, s, t and p, and いっ, はっ before センチ.
 */
function readLoan(numeral: Numeral, counter: string, reading: string): Counted {
  const short =
    (numeral.ending === '十' && /^[カ-ドパピプペポ]/.test(counter)) ||
    ((numeral.ending === 1 || numeral.ending === 8) && SHORT_LOAN.test(counter));
  return { number: short ? geminate(numeral) : numeral.reading, counter: reading };
}

/** Endings whose last sound is shortened before the kana a counter begins with. */
const SHORTENED: Readonly<Record<'k' | 's' | 't' | 'h', readonly Ending[]>> = {
  k: [1, 6, 8, '十', '百'],
  s: [1, 8, '十'],
  t: [1, 8, '十'],
  h: [1, 6, 8, '十', '百'],
};
const rowOf = (kana: string): 'k' | 's' | 't' | 'h' | null =>
  'かきくけこ'.includes(kana)
    ? 'k'
    : 'さしすせそ'.includes(kana)
      ? 's'
      : 'たちつてと'.includes(kana)
        ? 't'
        : H.includes(kana)
          ? 'h'
          : null;

function pronounce(numeral: Numeral, { reading, afterN, afterThousand, fourP, native }: Counter): Counted | null {
  const { ending } = numeral;
  const first = reading.charAt(0);
  const rest = reading.slice(1);
  const row = rowOf(first);
  const nasal = ending === 3 || ending === '何' || ending === '千' || ending === '万';
  if (row === null) return { number: numeral.reading, counter: reading };
  if (SHORTENED[row].includes(ending))
    // How さら or くみ sound after six or eight is divided.
    return native ? null : { number: geminate(numeral), counter: (row === 'h' ? pOf(first) : first) + rest };
  if (nasal && row === 'h')
    return afterN ? { number: numeral.reading, counter: (afterN === 'p' ? pOf(first) : voicedOf(first)) + rest } : null;
  if (afterN === 'voiced' && (ending === 3 || ending === '何' || (nasal && afterThousand)))
    return { number: numeral.reading, counter: voicedOf(first) + rest };
  if (ending === 4 && fourP) return { number: numeral.reading, counter: pOf(first) + rest };
  return { number: numeral.reading, counter: reading };
}
