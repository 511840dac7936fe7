import type { Morpheme } from '../morphemes/morpheme.ts';
import { conjugationForm } from './forms.ts';
import { potentialOf } from './kana.ts';
import { verbOfStem } from './keigo.ts';
import { adjacentAt, adjacentBefore, isAdjacent, type Morphemes } from './morphemes.ts';
import type { WordParts } from './reader-word.ts';

/**
 * What IPADIC has as nouns that order something where a sentence ends, the verb, how its kanji is read, and what stands
 * before it: 直線を引け。, 早く立て。
 */
const NOUNS = new Map(
  `引け 引く ひ を
  焼け 焼く や を
  向け 向く む を
  切れ 切る き を|で|^
  立て 立つ た を|に|から|で|まで|^
  出ろ 出る で -
  届け 届く とど に|へ|まで|よ
  気付け 気付く きづ に|^
  目立て 目立つ めだ で|に|^`
    .split('\n')
    .map((line) => {
      const [noun, base, text, behind] = line.trim().split(' ') as [string, string, string, string];
      return [noun, { base, text, behind: behind.split('|') }] as const;
    }),
);

/** Who says so, behind an order and と: 立てと言われた。 */
const SAYING = /^(?:言う|いう|命じる|命ずる|命令|叫ぶ|怒鳴る|怒る|促す|叱る|頼む|迫る)$/;

/** Verbs that act on nothing; with を it is another one that よ orders: 名前を|付け|よ. */
const WITHOUT_OBJECT = new Set('付く 並ぶ 揃う 整う 添う 浮かぶ 従う 役立つ 引き立つ 先立つ'.split(' '));

/** What is left of another word before どけ: なかのみか|どけ. */
const STRAY = /^[かはがのにとも]$/;

const END = /^[。!?…」』)]/;

/** Verbs of what happens to a thing, which is done to it with を: 薪を割れ。 */
const HAPPENS = new Set(
  '引ける 向ける 切れる 取れる 割れる 抜ける 脱げる 砕ける 焼ける 折れる 解ける 売れる 裂ける 破れる 釣れる 剥ける'.split(
    ' ',
  ),
);

/** Whether nothing of a sentence follows before morpheme `index`. */
const isOver = (morphemes: Morphemes, index: number): boolean =>
  morphemes[index] === undefined || (isAdjacent(morphemes, index) && END.test(morphemes[index]!.surface));

/**
 * What is ordered where a sentence ends, of which the analyser makes a noun or another verb: 違いを|調べ|よ. Null where no
 * such order begins with morpheme `first`.
 */
export function orderAt(morphemes: Morphemes, first: number): WordParts | null {
  const { surface, baseForm, partOfSpeech } = morphemes[first]!;
  const [coarse, fine] = partOfSpeech;
  const before = adjacentBefore(morphemes, first);
  const actsOn = before?.surface === 'を';
  const order = (last: number, base: string): WordParts => ({
    last,
    stem: first + 1,
    class: 'verb',
    base,
    forms: ['command'],
  });
  const noun = coarse === '名詞' ? NOUNS.get(surface) : undefined;
  if (noun && isOrder(surface, noun.behind, morphemes, first)) {
    const { start, end } = morphemes[first]!;
    const own = { rubies: [{ start, end: end - 1, text: noun.text }], aloud: noun.text + surface.slice(-1) };
    return { ...order(first + 1, noun.base), own };
  }
  const moves = baseForm === 'どける' && conjugationForm(morphemes[first]!) === '連用形';
  if (moves && !STRAY.test(before?.surface ?? '') && isOver(morphemes, first + 1)) return order(first + 1, 'どく');
  if (actsOn && conjugationForm(morphemes[first]!) === '連用形' && HAPPENS.has(baseForm ?? ''))
    return isOver(morphemes, first + 1) ? order(first + 1, potentialOf(baseForm!)!) : null;
  if (!isAdjacent(morphemes, first + 1) || morphemes[first + 1]!.surface !== 'よ' || !isOver(morphemes, first + 2))
    return null;
  if (conjugationForm(morphemes[first]!) === '命令ｅ')
    return actsOn && WITHOUT_OBJECT.has(baseForm ?? '') ? order(first + 2, `${surface}る`) : null;
  // What something is ends so, too: これが答えよ.
  const mayOrder = actsOn || (fine === '一般' && (!before || before.surface === 'に' || isBeforeVerbs(before)));
  if (coarse !== '名詞' || !mayOrder || !/^\p{Script=Han}.*[ぁ-ん]$/u.test(surface)) return null;
  const verb = verbOfStem(surface);
  return verb === `${surface}る` ? order(first + 2, verb) : null;
}

/** Whether a noun orders something where it stands. 出ろ is no noun anywhere. */
function isOrder(surface: string, behind: readonly string[], morphemes: Morphemes, index: number): boolean {
  if (surface === '出ろ') return true;
  const before = adjacentBefore(morphemes, index);
  // A word by itself is what it is called.
  const begins = before ? isBeforeVerbs(before) || before.partOfSpeech[0] === '副詞' : isAdjacent(morphemes, index + 1);
  if (!(begins && behind.includes('^')) && !behind.includes(before?.surface ?? '')) return false;
  const said = adjacentAt(morphemes, index + 2);
  const isQuoted = /^(?:と|って)$/.test(adjacentAt(morphemes, index + 1)?.surface ?? '');
  return isOver(morphemes, index + 1) || (isQuoted && SAYING.test(said?.baseForm ?? said?.surface ?? ''));
}

/** A mark, or how something is done: 早く逃げよ。 */
const isBeforeVerbs = (before: Morpheme): boolean =>
  before.partOfSpeech[0] === '記号' || conjugationForm(before) === '連用テ接続';

/** Whether what can be done is ordered instead: 丸で囲め。, where the analyser has 囲める. */
export const isOrdered = (morphemes: Morphemes, { last, forms }: Pick<WordParts, 'last' | 'forms'>): boolean =>
  forms.join() === 'stem' && morphemes[last] !== undefined && isOver(morphemes, last);
