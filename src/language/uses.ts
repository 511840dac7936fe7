import type { Morpheme, Span } from '../morphemes/morpheme.ts';
import { readingInContext } from './context.ts';
import { conjugationForm } from './forms.ts';
import { toHiragana } from './kana.ts';
import { adjacentAt, isAdjacent, type Morphemes } from './morphemes.ts';
import { headOf, tailOf } from './near.ts';

/** Names to IPADIC that are none where they are read so. */
const NO_NAMES: Readonly<Record<string, string>> = { 米: 'こめ', 章: 'しょう' };

/** Whether what IPADIC has as a name is a noun: 米を炊く, Ⅲ章. */
export const isNoName = (text: string, morphemes: Morphemes, index: number): boolean => {
  const reading = NO_NAMES[morphemes[index]!.surface];
  return reading !== undefined && readingInContext(text, morphemes, index) === reading;
};

/**
 * The verb that a potential one is of that EDICT has as another: 弾ける is 弾く where it is ひける, and なれる, to get used to
 * something, is なる behind what one becomes.
 */
export function potentialInContext(text: string, morphemes: Morphemes, index: number): string | null {
  const { baseForm, reading } = morphemes[index]!;
  if (baseForm === 'なれる') return isBecoming(morphemes, index) ? 'なる' : null;
  if (baseForm !== '弾ける') return null;
  return (readingInContext(text, morphemes, index) ?? toHiragana(reading ?? '')).startsWith('ひけ') ? '弾く' : null;
}

/** What one gets used to, and does not become; places are so, too, and what is pointed at. */
const USED_TO =
  /^(?:環境|状況|状態|雰囲気|仕事|作業|業務|操作|扱い|練習|訓練|運転|勉強|授業|生活|暮らし|日々|毎日|習慣|文化|気候|土地|水|味|匂い|臭い|音|騒音|痛み|暗闇|高地|時差|英語|日本語|言葉|会話|ペース|リズム|システム|ルール|キーボード|パソコン|学校|職場|会社|現場|方|さ|の|こと|[こそあ][れこ])$/;

/** Whether なれる says that one can become what stands before it: 強くなれる, 医者にはなれない; not of 寒さになれる. */
function isBecoming(morphemes: Morphemes, index: number): boolean {
  const stressed = isAdjacent(morphemes, index) && /^[はも]$/.test(morphemes[index - 1]!.surface);
  const at = stressed ? index - 1 : index;
  if (!isAdjacent(morphemes, at)) return false;
  const { surface, partOfSpeech } = morphemes[at - 1]!;
  if (partOfSpeech[0] === '形容詞') return conjugationForm(morphemes[at - 1]!) === '連用テ接続';
  if (surface !== 'に' || !isAdjacent(morphemes, at - 1)) return false;
  const noun = morphemes[at - 2]!;
  return noun.partOfSpeech[2] !== '地域' && !USED_TO.test(noun.surface);
}

/** What happens again, where it stands right behind its subject: また雨が降る. */
const HAPPENS = /^(?:来る|くる|降る|始まる|起きる|起こる|鳴る|増える|壊れる|出る|やる)$/;

/**
 * Whether また, a conjunction to IPADIC, says that something is done again: また明日, また来る. It joins sentences before a
 * comma, and where it begins one before what the sentence speaks of: また彼は医者でもある.
 */
export function isAgain(morphemes: Morphemes, index: number): boolean {
  const next = (at: number) => adjacentAt(morphemes, at);
  if (!/^(?:また|又|亦)$/.test(morphemes[index]!.surface)) return false;
  const behind = next(index + 1);
  if (!behind || behind.partOfSpeech[0] === '記号') return false;
  if (isAdjacent(morphemes, index) && morphemes[index - 1]!.partOfSpeech[0] !== '記号') return true;
  let at = index + 1;
  while (/^(?:名詞|接頭詞|連体詞)$/.test(next(at)?.partOfSpeech[0] ?? '')) at++;
  const noun = morphemes[at - 1]!;
  if (noun.partOfSpeech[0] !== '名詞') return true;
  const [particle, after] = [next(at)?.surface, next(at + 1)];
  // Another time, and another one: また明日の朝, また別の店.
  if (particle === 'の') return noun.partOfSpeech[1] === '副詞可能' || /^(?:次|別|他|例)$/.test(noun.surface);
  if (particle === 'が') return HAPPENS.test(after?.baseForm ?? '');
  return particle !== 'は' && !(/^[にで]$/.test(particle ?? '') && after?.surface === 'は') && particle !== 'では';
}

/** Adverbs that are thanks where nothing else is said. */
export const THANKS = /^(?:おおきに|どうも)$/;

/** Whether what a verb says is spoken of, as a noun: 推しが尊い, 気づきを書く, 寄り切りで下す. A verb's stem stands before neither. */
export const isNamed = (verb: Morpheme, next: Morpheme | null): boolean =>
  conjugationForm(verb) === '連用形' &&
  verb.partOfSpeech[1] === '自立' &&
  /^\p{Script=Han}.*[ぁ-ん]$/u.test(verb.surface) &&
  next !== null &&
  /^(?:[がをで],助詞,格助詞|の,助詞,連体化|で,助動詞)/.test(`${next.surface},${next.partOfSpeech.join()}`);

/** Na-adjectives that say to what degree where no だ follows: 大変お世話になりました. */
const DEGREES = /^(?:大変|結構|十分|随分|相当|案外)$/;
/** What they say it of; a noun that is no action would be one word with them. */
const OF_DEGREE = /^(?:動詞|形容詞|副詞|接頭詞|名詞,(?:サ変接続|形容動詞語幹|ナイ形容詞語幹))/;

/** Whether a noun says to what degree. */
export const isDegree = ({ surface }: Morpheme, next: Morpheme | null): boolean =>
  DEGREES.test(surface) && next !== null && OF_DEGREE.test(next.partOfSpeech.join()) && !/^[?!]/.test(next.surface);

/** What is drunk, or eaten from a bowl, by the cup. */
const DRINK =
  /(?:水|湯|酒|茶|コーヒー|珈琲|ココア|牛乳|ミルク|ジュース|コーラ|ビール|ワイン|焼酎|ウイスキー|ウィスキー|カクテル|サワー|ハイボール|スープ|汁|粥|飯|ラーメン|うどん|そば|蕎麦|麺|丼|薬)を$/;
const DRUNK = /^(?:飲|呑|の[むみん]|ひっかけ|引っ掛け)/;

/** Whether 一杯, an adverb to IPADIC, is a cup of something that one drinks, and not fully. */
export function countsCups(text: string, morpheme: Morpheme): boolean {
  const { surface, start, end } = morpheme;
  const [head, tail] = [headOf(text, start, 6), tailOf(text, end, 4)];
  if (!/^[一1]杯$/.test(surface) || /(?:腹|お腹|おなか)$/.test(head) || isFull(text, morpheme)) return false;
  if (head.endsWith('を')) return DRINK.test(head) || DRUNK.test(tail);
  return (
    /(?:もう|あと)$/.test(head) ||
    DRUNK.test(tail) ||
    /^(?:ください|下さい|いかが|どう|や[りる]|奢|おご|いただ|頂)/.test(tail)
  );
}

/** Whether 一杯 says that no more goes in: お店はもう一杯だった, 胸を一杯にする, but もう一杯だけ. */
export const isFull = (text: string, { start, end }: Span): boolean =>
  /^[一1]杯$/.test(text.slice(start, end).normalize('NFKC')) &&
  /(?:もう (?:だ(?!け)|です|でし|に(?:な|し))|を に(?:し|す|膨|ふく))/.test(
    `${headOf(text, start, 2)} ${tailOf(text, end, 4)}`,
  );
