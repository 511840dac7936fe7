import type { Morpheme } from '../morphemes/morpheme.ts';
import { isMark } from './classes.ts';
import { adjacentAt, isAdjacent, writtenFrom, type Morphemes } from './morphemes.ts';
import { isSupposed } from './supposed.ts';

/** Whether what is written as a pattern of grammar is, at morpheme `first`, the noun that it was made of. */
export function isNoPattern(written: string, morphemes: Morphemes, first: number): boolean {
  if (/^(?:通り|とおり)に?$/.test(written)) return isStreet(morphemes, first);
  if (written === 'くせに' || /^(?:わり|割|割り)には?$/.test(written)) return isHabit(morphemes, first);
  // What is left of a verb that the analyser does not know with ちゃった.
  if (written === 'ちゃう') return morphemes[first]!.surface !== 'ちゃう';
  // What has shut, or was put away: しまった扉.
  if (written === 'しまった') return !isSaid(adjacentAt(morphemes, first + 2));
  // What somebody asks about: するものかどうか.
  if (written === 'ものか') return !isSaid(adjacentAt(morphemes, first + 2));
  // As far as that: 必要なだけに留める.
  if (written === 'だけに') return LIMITED.test(adjacentAt(morphemes, first + 2)?.baseForm ?? '');
  // Shortly after it: 生まれたばかりに見える, 始めたばかりにしては.
  if (written === 'ばかりに')
    return /^(?:する|見える|思える|感じる)$/.test(adjacentAt(morphemes, first + 2)?.baseForm ?? '');
  // Asked back, it is so: 知っているはずじゃないですか.
  if (/^はず(?:では|じゃ)/.test(written)) return ASKED_BACK.test(behindOf(written, morphemes, first));
  // What one begins: 仕事をはじめ、….
  if (/^を(?:はじめ|始め)$/.test(written)) return morphemes[first + 1]!.partOfSpeech[0] === '動詞';
  // To somewhere else: 目をよそに向ける.
  if (written === 'をよそに') return ELSEWHERE.test(adjacentAt(morphemes, first + 3)?.baseForm ?? '');
  if (written === 'ように') return SEEMS.test(adjacentAt(morphemes, first + 2)?.baseForm ?? '');
  // Of what is pointed at: 自分であれに話せ.
  if (written.endsWith('あれ') && morphemes[first + 1]!.partOfSpeech[0] === '名詞') return true;
  if (/^(?:に(?:しろ|せよ)|であれ)$/.test(written)) return !isSupposed(morphemes, first);
  return /^によ[るれ]/.test(written) && LEANT_ON.test(morphemes[first - 1]?.surface ?? '');
}

/** A question that says what is so. */
const ASKED_BACK = /^(?:です)?(?:か(?!も)|の?[?？]|の。)/;

/** What the three morphemes behind a pattern say. */
function behindOf(written: string, morphemes: Morphemes, first: number): string {
  let [at, length] = [first, 0];
  while (length < written.length && morphemes[at]) length += morphemes[at++]!.surface.length;
  return writtenFrom(morphemes, at, 3);
}

/** Whether nothing goes on with what is exclaimed: a mark, or who says so. */
const isSaid = (next: Morpheme | null): boolean =>
  next === null || isMark(next) || (next.surface === 'と' && next.partOfSpeech[2] === '引用');

/** What says how something looks, and not what for: 笑っているように見える. */
const SEEMS = /^(?:見える|みえる|見せる|みせる|思う|おもう|思える|思われる|感じる|聞こえる|きこえる|見受ける|輝く)$/;
/** What goes no further. */
const LIMITED = /^(?:留める|とどめる|留まる|とどまる|終わる|おわる|限る|絞る|抑える|過ぎる|すぎる|する|なる)$/;
/** What one does to what goes somewhere else. */
const ELSEWHERE = /^(?:向ける|むける|移す|うつす|やる|置く|運ぶ|持つ|回す|売る|出す)$/;
/** What one leans against, or draws near to; a wall tells nothing: 壁によると. */
const LEANT_ON = /^(?:壁|柱|木|幹|塀|柵|手すり|手摺り|欄干|窓|ドア|戸|扉|ベンチ|椅子|右|左|端|隅|脇|岸)$/;

/** What stands before a way in which something is done, and before a street as well: この通り, 次の通り. */
const POINTING = /^(?:この|その|あの|次の|例の|いつもの|普段の)$/;
/** What is said, thought or shown may be done so: 思った通りの味, 書いてある通りを話す. */
const SAID =
  /^(?:言う|いう|仰る|おっしゃる|申す|申し上げる|思う|考える|聞く|伺う|書く|記す|示す|見る|ご覧|知る|話す|語る|述べる|教える|教わる|習う|学ぶ|頼む|決める|決まる|望む|願う|信じる|感じる|覚える|描く|読む|伝える|命じる|やる|できる|予想|想像|期待|希望|予定|計画|約束|説明|指示|指定|設定|依頼|注文|練習|記載|記述|予言|予測|報告|存知|承知|要求|命令|紹介)$/;
/** Particles behind a street, and behind no way of doing something. */
const OF_A_PLACE = /^(?:を|が|は|の|へ|も|から|まで|沿い|ぞい)$/;
/** What one does to a street or what is there; できる only of something (店ができる). */
const MOTION =
  /^(?:出る|でる|ある|いる|住む|建つ|並ぶ|入る|向かう|着く|曲がる|集まる|面す|面する|沿う|停める|停まる|あふれる|溢れる|オープン)$/;
/** What is done, or goes, as it should. */
const GOING = /^(?:いく|行く|なる|する|できる|やる|進む|動く|運ぶ)$/;

/** Whether 通り is a street by what stands before it and behind: この通りを歩く, 車の走る通りに出る. */
function isStreet(morphemes: Morphemes, first: number): boolean {
  const next = adjacentAt(morphemes, first + 1);
  if (!next || !mayBeStreet(morphemes, first)) return false;
  if (OF_A_PLACE.test(next.surface)) return true;
  if (/^に(?:面し|沿っ)/.test(next.surface)) return true;
  if (next.surface !== 'に') return false;
  const topic = adjacentAt(morphemes, first + 2);
  const isTopic = topic?.surface === 'は' || topic?.surface === 'も';
  const said = predicateFrom(morphemes, first + (isTopic ? 3 : 2));
  if (isTopic) return said === null || !GOING.test(morphemes[said]!.baseForm ?? '') || isOfSubject(morphemes, said);
  if (said === null) return false;
  const { baseForm, surface } = morphemes[said]!;
  if (baseForm === 'できる') return isOfSubject(morphemes, said);
  return /^(?:多い|少ない)$/.test(baseForm ?? '') || MOTION.test(baseForm ?? surface);
}

const isOfSubject = (morphemes: Morphemes, at: number): boolean => morphemes[at - 1]?.surface === 'が';

/** Whether what stands before 通り may say of a street which it is. */
function mayBeStreet(morphemes: Morphemes, first: number): boolean {
  const { surface, partOfSpeech } = morphemes[first - 1]!;
  if (partOfSpeech[0] === '連体詞' || surface === 'の')
    return POINTING.test(surface === 'の' ? `${morphemes[first - 2]?.surface ?? ''}の` : surface);
  let verb = first - 1;
  while (verb > 0 && /^(?:助動詞|助詞|動詞,(?:接尾|非自立))/.test(morphemes[verb]?.partOfSpeech.join() ?? '')) verb--;
  const done = morphemes[verb];
  if (!done || SAID.test(done.baseForm ?? done.surface)) return false;
  return done.baseForm !== 'する' || !SAID.test(morphemes[verb - 1]?.surface ?? '');
}

/** The first verb from morpheme `at` on, or many or few of something, in the same clause. */
function predicateFrom(morphemes: Morphemes, at: number): number | null {
  for (let index = at; isAdjacent(morphemes, index); index++) {
    const { partOfSpeech, baseForm } = morphemes[index]!;
    if (partOfSpeech[0] === '記号') return null;
    if (partOfSpeech[0] === '動詞' || /^(?:多い|少ない)$/.test(baseForm ?? '')) return index;
  }
  return null;
}

/** Whether somebody's habit or share is spoken of behind の, and no blame: 彼のくせになる, 三対七のわりになる. */
function isHabit(morphemes: Morphemes, first: number): boolean {
  if (morphemes[first - 1]?.surface !== 'の') return false;
  let next = first + 1;
  while (/^[にはも]$/.test(morphemes[next]?.surface ?? '')) next++;
  const { surface = '', baseForm } = morphemes[next] ?? {};
  if (/^(?:なる|気づく|気付く|合わせる|合う|慣れる|悩む|影響|注意)$/.test(baseForm ?? surface)) return true;
  return surface === '気' && /^(?:つく|付く|つける|付ける)$/.test(morphemes[next + 2]?.baseForm ?? '');
}
