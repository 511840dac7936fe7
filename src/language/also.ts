import type { Morpheme } from '../morphemes/morpheme.ts';
import { WHO } from './asked.ts';
import { isMark } from './classes.ts';
import { withEndings } from './conjugated.ts';
import type { Form } from './forms.ts';
import { adjacentAt, adjacentBefore, writtenFrom, type Morphemes } from './morphemes.ts';
import type { WordParts } from './reader-word.ts';

/** Where or when something is, more often than what it is: 海外でもある話. */
const THERE =
  /^(?:[こそあ]こ|こちら|そちら|あちら|家|うち|世界|海外|外国|国内|学校|会社|職場|お?店|スーパー|コンビニ|ネット|今|いま|昔|現在|今日|毎日|普段)$/;
/** What stands before any of its kind, and which others there are: どの店でもある, ほかの店でもある. */
const ANY = /(?:どの|どんな|他の|ほかの|よその|別の)$/;
/** What asks whether there is something before it: 何か違うことでもあった. */
const SOME = /(?:何|なに)か[^。、]*$/;
/** How far that is looked for, and in how many morphemes something is asked. */
const NEAR = 6;
/** A question or what is supposed, from what stands behind the verb on. */
const ASKS = /^(?:(?:の|ん)?(?:です|でしょう|だろう)?か(?!も)|の?[?？]|なら|の(?:。|$))/;

/**
 * Whether ある says what somebody or something is (医者でもある, 難しい問題ではあるが), and not that there is something: 何でもある, 日本でもある,
 * 用でもあるの？
 * @param first The morpheme with で.
 * @param end Where the word ends that is ある.
 * @param forms What it says.
 */
export function saysWhat(morphemes: Morphemes, first: number, end: number, forms: readonly Form[]): boolean {
  const before = adjacentBefore(morphemes, first);
  if (!before || !mayBeSo(before)) return false;
  const written = morphemes.slice(Math.max(0, first - NEAR), first - 1).map((morpheme) => morpheme?.surface ?? '。');
  if (SOME.test(written.join('')) || ANY.test(written.slice(-2).join(''))) return false;
  // で|は|ある日.
  const isOfNoun = adjacentAt(morphemes, end)?.partOfSpeech[0] === '名詞';
  if (isOfNoun && adjacentBefore(morphemes, first + 2)?.surface === 'は') return false;
  const behind = writtenFrom(morphemes, end, NEAR);
  // 医者でもあれば教師でもある.
  const isSupposed = forms.some((form) => form.startsWith('conditional')) && !/でもあ[るりっ]/.test(behind);
  return !isSupposed && !ASKS.test(behind);
}

function mayBeSo({ surface, partOfSpeech: [coarse, fine, finer] }: Morpheme): boolean {
  if (coarse === '助詞') return surface === 'から' && fine === '接続助詞';
  if (coarse !== '名詞' || WHO.test(surface) || THERE.test(surface)) return false;
  return !(fine === '固有名詞' && /^(?:地域|組織)$/.test(finer ?? ''));
}

/** What one does as one likes, to something: お茶でも飲もう. */
const DONE =
  /^(?:する|やる|飲む|のむ|食べる|たべる|食う|見る|みる|観る|読む|聞く|聴く|作る|つくる|買う|かける|書く|歌う|弾く|撮る|浴びる|吸う|始める|探す)$/;
/** Where, when or by what means it is done: 公園でも飲もう, 英語でも書こう. */
const BY =
  /(?:[所室屋店園場館駅局校院社家宅町市村県島国街庭中外前後内側上下先今昔日語]|うち|部屋|世界|海外|カフェ|レストラン|バー|ホテル|スーパー|コンビニ|ネット|バス|車|ペン|鉛筆|筆|パソコン|スマホ|手|自分|自身)$/;

/** でも, to the analyser で and も, behind what is only proposed: お茶でも飲みませんか. Null where it is none of this. */
export function orSomethingAt(morphemes: Morphemes, first: number): WordParts | null {
  const [noun, mo, verb] = [adjacentBefore(morphemes, first), adjacentAt(morphemes, first + 1), first + 2];
  if (morphemes[first]!.surface !== 'で' || mo?.surface !== 'も' || !noun) return null;
  const done = adjacentAt(morphemes, verb);
  const [coarse, fine = ''] = noun.partOfSpeech;
  const isThing = coarse === '名詞' && /^(?:一般|サ変接続)$/.test(fine) && !BY.test(noun.surface) && !isMark(noun);
  if (!done || !isThing || !DONE.test(done.baseForm ?? '')) return null;
  // What is done is the noun itself: 病気でもしたように.
  const isItself = fine === 'サ変接続' && done.baseForm === 'する';
  if (!isItself && !isProposed(morphemes, verb)) return null;
  return { last: verb, stem: verb, class: 'particle', base: 'でも', forms: [] };
}

/** What is wanted of oneself or others, or goes with something else: 飲もう, 飲みながら. */
const WANTED = /^(?:volitional|desire|request|command.*|while)$/;

/** Whether what is done is meant, wanted or asked about, or leads on to something else: 飲みませんか, 飲んで待つ. */
function isProposed(morphemes: Morphemes, verb: number): boolean {
  const { end, forms } = withEndings(morphemes, verb + 1);
  return (
    forms.some((form) => WANTED.test(form)) ||
    /^(?:te|conditionalTara)$/.test(forms.at(-1) ?? '') ||
    ASKS.test(writtenFrom(morphemes, end, NEAR))
  );
}
