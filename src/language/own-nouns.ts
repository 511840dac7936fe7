import { isExcessive } from './excess.ts';
import { isAlone, isLoose, type Place, type Rule } from './place.ts';

/**
 * Nouns that IPADIC has as endings of others, too, and how they are read where nothing stands before that they could
 * end.
 */
const loose: ReadonlyMap<string, string> = new Map(
  (
    '家 いえ|国 くに|島 しま|犬 いぬ|水 みず|米 こめ|道 みち|味 あじ|次 つぎ|街 まち|酒 さけ|城 しろ|車 くるま|魚 さかな|手 て|色 いろ|男 おとこ|石 いし|' +
    '池 いけ|橋 はし|港 みなと|紙 かみ|夜 よる|神 かみ|光 ひかり|所 ところ|下 した|人 ひと|店 みせ|形 かたち|口 くち|虫 むし|薬 くすり|駅 えき|外 そと|' +
    '顔 かお|声 こえ|力 ちから|熱 ねつ|骨 ほね|金 かね|体 からだ'
  )
    .split('|')
    .map((pair) => pair.split(' ') as [string, string]),
);

/** Compounds with what says when: an island's name, what lies outside hours, tenses. */
const ONE_WORD = /(?:曜島|[間期時]外|時代人|世紀人|(?:過去|現在)形|年次|一時金)$/;

type Suffixed = Pick<Place, 'morpheme' | 'before' | 'after' | 'beyond'>;

const isFree = (place: Suffixed): boolean =>
  loose.has(place.morpheme.surface) &&
  !ONE_WORD.test((place.before?.surface ?? '') + place.morpheme.surface) &&
  isAlone(place);

/** The first, from above or below: 一番上. */
const isUtmost = ({ morpheme, before }: Suffixed): boolean =>
  /^[上下]$/.test(morpheme.surface) && before?.surface === '一番';

/** Stands for a name, or for the rest of one: ○○君, K―君. */
const UNNAMED = /[○〇◯●×△□*_]$|^[―—‐–-]$/;

/** You, and nobody's くん: 今日君に会えた; but 春君 may be somebody. */
export const isYou = (place: Pick<Place, 'morpheme' | 'before' | 'after'>): boolean =>
  place.morpheme.surface === '君' &&
  (place.after?.partOfSpeech[1] !== '接尾' || /^(?:たち|達|ら|等)$/.test(place.after.surface)) &&
  place.morpheme.partOfSpeech[1] === '接尾' &&
  isLoose(place) &&
  !UNNAMED.test(place.before?.surface ?? '');

/** Where somebody lives, as one says it: 佐藤さん家, 俺ん家. */
const isHome = ({ morpheme, before }: Suffixed): boolean =>
  morpheme.surface === '家' &&
  (/^(?:ん|お?(?:ばあ|じい)ちゃん)$/.test(before?.surface ?? '') ||
    (before?.partOfSpeech[2] === '人名' && /^(?:さん|ちゃん|くん|君)$/.test(before.surface)));

/** The same, or a house that somebody may be in who is called: お母さん家にいる？ */
const isCalledHome = ({ morpheme, before }: Suffixed): boolean =>
  morpheme.surface === '家' && /(?:さん|ちゃん)$/.test(before?.surface ?? '');

/** Not long since something began: 入社間もない社員, 生後間もない. Between things it has の, or is one word with them. */
const isShort = ({ morpheme, before, after, beyond }: Suffixed): boolean =>
  morpheme.surface === '間' &&
  after?.surface === 'も' &&
  beyond?.baseForm === 'ない' &&
  before !== null &&
  (before.partOfSpeech[1] === 'サ変接続' || /[てで後]$/.test(before.surface));

/** Too high, and no rise of a currency: 値段高すぎ, 円高すぎる. */
const isTooHigh = (place: Suffixed): boolean =>
  isExcessive(place) && !/^(?:円|ドル|ユーロ|株|物価)$/.test(place.before?.surface ?? '');

/** Whether an ending of nouns ends none here and is a word of its own: 最近家を出た. */
export const isOwnWord = (place: Suffixed): boolean =>
  place.morpheme.partOfSpeech[1] === '接尾' &&
  place.morpheme.partOfSpeech[2] !== '助数詞' &&
  [isFree, isUtmost, isYou, isHome, isCalledHome, isShort, isTooHigh].some((is) => is(place));

/** How such words are read. */
export const ownNounRules: readonly Rule[] = [
  ['家', 'ち', isHome],
  ['家', null, isCalledHome],
  ['間', 'ま', isShort],
  ['君', 'きみ', isYou],
  ...[...loose].map(([surface, reading]): Rule => [surface, reading, isOwnWord]),
];
