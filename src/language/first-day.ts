import type { Morphemes } from './morphemes.ts';
import { headOf, tailOf } from './near.ts';

/** What stands behind the first of a month, and not behind a whole day: 1日（金）, 1日午後, 1日付. */
const DATED =
  /^(?:\([月火水木金土日][)・、祝]|\(?(?:UTC|日本時間|現地時間)|付|午前|午後|未明|早朝|正午|深夜|夕方|昼過ぎ|夜(?![中通と\d])|朝(?![昼夕晩食ごかと、・\d])|発売|現在|発行|施行)/;
/** What begins or happens on a day. */
const EVENTS =
  '(?:値上げ|値下げ|開始|スタート|実施|施行|発売|販売|開業|開店|開館|開幕|閉幕|開会|閉会|開催|休業|休館|休診|営業|公開|適用|運用|導入|改定|改正|変更|再開|受け?付|配信|放送|展示|発効|公布|就任|退任|入社|入籍|死去|発表|逮捕|成立|決定|判明|誕生|提出|到着|帰国|出発|全国|順次)';
const FROM = new RegExp(`^(?:から|より)[^、。\\d]{0,6}${EVENTS}|^(?:から|より)(?:始ま|変わ|値)`);
const ON = new RegExp(
  `^に(?!.{0,9}(?:件数|回数|人数|割合))(?:全国で|東京で)?(?:${EVENTS}(?:[しさ](?:た|て|まし|れ(?:た|て|まし))|する(?:予定|方針|見|と)|、|。|の予定|$)|亡くな[っり]|始ま[っり]|行われ(?:た|て|まし)|開かれ(?:た|て|まし)|生まれ(?:た|て|まし))`,
);
/** From that day to another, of which something is said: 1日から10日まで, 1日〜3日は休み. */
const TO_ANOTHER =
  /^(?:から|[~〜～-])(?:\d+日(?:まで|にかけ|に(?:開|行|実)|は(?:[連臨]?休|営業))|(?:[4-9]|[123]\d)日[はも、])/;
const BY = /^まで(?:に|。|$|です|の|、|受|募|開)/;
const AT_MOST =
  /(?:最[大長短]|最低|あと|丸|まる|ちょうど|残り|たった|もう|[くで]ても|[十百千]|[\d一二三四五六七八九十])$/;
/** Beside another day that can be no number of days. */
const BESIDE = /^[とや・、](?:[4-9]|[123]\d)日(?!間|も)/;
const BEHIND = /(?:2\d|3[01])日[とや・、]$/;
/** What somebody says happened on it: 新聞によると、1日、…. */
const TOLD = /(?:によると|によれば)、、$/;
const OF_MONTH = /(?:[先今来翌毎同]|\d|[一二三四五六七八九十])月の$/;

/** Who acts in the news, and what is done there; a person's whole day has 私は and 昨日は. */
const IN_NEWS =
  /(?:首相|大統領|大臣|長官|長|官|議員|知事|社長|会長|監督|容疑者|被告|氏|省|庁|署|県|市|府|都|社|党|会|銀|裁|検|警|法|制度|政府|当局|グループ|大学|病院|軍|チーム)$/;

/**
 * How 1日 is read where it has no month before it: the first of the month (`date`), or what may be that or a whole day
 * (`either`); null where it is a day.
 */
export function firstDay(text: string, morphemes: Morphemes, first: number, end: number): 'date' | 'either' | null {
  const { start } = morphemes[first]!;
  const [head, tail] = [headOf(text, start, 8), tailOf(text, end, 24)];
  if (
    DATED.test(tail) ||
    OF_MONTH.test(head) ||
    BEHIND.test(head) ||
    TOLD.test(head + tail.charAt(0)) ||
    TO_ANOTHER.test(tail)
  )
    return 'date';
  if (AT_MOST.test(head)) return null;
  if (FROM.test(tail) || ON.test(tail) || BY.test(tail) || BESIDE.test(tail)) return 'date';
  if (/^(?:から|まで|[~〜～]|[とや・、][23]日)/.test(tail)) return 'either';
  if (!tail.startsWith('、') || !/^[はがも]$/.test(morphemes[first - 1]?.surface ?? '')) return null;
  const actor = morphemes[first - 2];
  if (!actor) return null;
  return IN_NEWS.test(actor.surface) || actor.partOfSpeech[1] === '固有名詞' ? 'date' : null;
}
