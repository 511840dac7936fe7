import type { Morpheme } from '../morphemes/morpheme.ts';
import { isMark } from './classes.ts';
import { withEndings } from './conjugated.ts';
import { conjugationForm } from './forms.ts';
import { HAN } from './kana.ts';
import { adjacentAt, adjacentBefore, isAdjacent, type Morphemes } from './morphemes.ts';
import type { WordParts } from './reader-word.ts';

/** や of Kansai, the copula, of which the analyser makes a verb, and what it says of what stands before. */
export const kansaiAt = (morphemes: Morphemes, first: number): WordParts | null =>
  wasAt(morphemes, first) ?? isSoAt(morphemes, first);

/** Who or what somebody is, and what nobody does: 先生やった, beside 宿題やった. */
const NOT_DONE =
  /(?:[雨雪嘘夢人男女子誰父母夫妻]|晴れ|曇り|うそ|ほんま|本当|ほんと|最高|最低|最悪|先生|学生|生徒|社長|部長|医者|友達|ともだち|誰|だれ|どこ|いつ|はず|よう|つもり|みたい|ん|さん|ちゃん|くん)$/;

const isNotDone = ({ surface, partOfSpeech: [coarse, fine, finer] }: Morpheme): boolean =>
  coarse === '名詞' && (fine === '形容動詞語幹' || finer === '人名' || NOT_DONE.test(surface));

/** やった for だった: 雨やった, 元気やった？ */
function wasAt(morphemes: Morphemes, first: number): WordParts | null {
  const { surface, baseForm } = morphemes[first]!;
  const before = adjacentBefore(morphemes, first);
  const isPast = adjacentAt(morphemes, first + 1)?.baseForm === 'た';
  if (surface !== 'やっ' || baseForm !== 'やる' || !isPast || !before || !isNotDone(before)) return null;
  const { end, forms } = withEndings(morphemes, first + 1);
  // What somebody has been: 先生やったことがある.
  return adjacentAt(morphemes, end)?.surface === 'こと'
    ? null
    : { last: end, stem: first + 1, class: 'auxiliary', base: 'や', forms };
}

/** Whether morpheme `index` is や with し, as だし, and neither やす of old nor は of ありやしない: what goes on is no やし. */
const isSo = (morphemes: Morphemes, index: number): boolean =>
  isAdjacent(morphemes, index) &&
  morphemes[index]!.surface === 'やし' &&
  morphemes[index]!.baseForm === 'やす' &&
  isWord(adjacentBefore(morphemes, index)) &&
  (!isAdjacent(morphemes, index + 1) || isMark(morphemes[index + 1]!));

/** Kana alone may be a part of another word: にしのみやし. */
const isWord = (before: Morpheme | null): boolean =>
  before !== null && (HAN.test(before.surface) || /^(?:そう|ほんま|みたい|やつ)$/.test(before.surface));

/** やし of 休みやし, and what stands before it, which the analyser takes for a verb's stem. */
function isSoAt(morphemes: Morphemes, first: number): WordParts | null {
  const { surface, partOfSpeech } = morphemes[first]!;
  if (isSo(morphemes, first)) return { last: first + 1, stem: first + 1, class: 'auxiliary', base: 'や', forms: [] };
  const isStem = partOfSpeech.join().startsWith('動詞,自立') && conjugationForm(morphemes[first]!) === '連用形';
  return isStem && isSo(morphemes, first + 1)
    ? { last: first + 1, stem: first + 1, class: 'noun', base: surface, forms: [] }
    : null;
}
