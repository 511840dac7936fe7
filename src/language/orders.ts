import type { Morpheme } from '../morphemes/morpheme.ts';
import { conjugationForm } from './forms.ts';
import { potentialOf } from './kana.ts';
import { verbOfStem } from './keigo.ts';
import { adjacentBefore, isAdjacent, type Morphemes } from './morphemes.ts';
import type { WordParts } from './reader-word.ts';

/** What IPADIC has as nouns at a sentence's end, and what they order behind the thing to be acted on: 直線を引け。 */
const NOUNS = new Map([
  ['引け', '引く'],
  ['焼け', '焼く'],
]);

/** Verbs that act on nothing; with を it is another one that よ orders: 名前を|付け|よ. */
const WITHOUT_OBJECT = new Set('付く 並ぶ 揃う 整う 添う 浮かぶ 従う 役立つ 引き立つ 先立つ'.split(' '));

const END = /^[。!?…」』)]/;

/** Verbs of what happens to a thing, which is done to it with を: 薪を割れ。 */
const HAPPENS = new Set(
  '引ける 切れる 取れる 割れる 抜ける 脱げる 砕ける 焼ける 折れる 解ける 売れる 裂ける 破れる 釣れる 剥ける'.split(' '),
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
  const noun = coarse === '名詞' && actsOn ? NOUNS.get(surface) : undefined;
  if (noun !== undefined && isOver(morphemes, first + 1)) return order(first + 1, noun);
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

/** A mark, or how something is done: 早く逃げよ。 */
const isBeforeVerbs = (before: Morpheme): boolean =>
  before.partOfSpeech[0] === '記号' || conjugationForm(before) === '連用テ接続';

/** Whether what can be done is ordered instead: 丸で囲め。, where the analyser has 囲める. */
export const isOrdered = (morphemes: Morphemes, { last, forms }: Pick<WordParts, 'last' | 'forms'>): boolean =>
  forms.join() === 'stem' && morphemes[last] !== undefined && isOver(morphemes, last);
