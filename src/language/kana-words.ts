import { withEndings } from './conjugated.ts';
import { conjugationForm } from './forms.ts';
import { isAdjacent, type Morphemes } from './morphemes.ts';
import type { WordParts } from './reader-word.ts';
import { HIRAGANA } from './kana.ts';

/** What is left of さん behind an animal or somebody that the analyser has for a verb: あり|さ|ん. */
const BEHIND_SAN = /^(?:が|は|を|に|も|と|の|へ|や|、|。)$/;
/** What no verb and no adjective in い stands before: ない|て, which is 泣いて or 鳴いて. */
const BEHIND_CRIED = /^(?:て|た|たら|たり|ても|ちゃう)$/;

/**
 * A word in kana, as children's books have it, of which the analyser makes another; null where none begins with
 * morpheme `first`.
 */
export function kanaWordAt(morphemes: Morphemes, first: number): WordParts | null {
  const { surface, baseForm, partOfSpeech } = morphemes[first]!;
  if (!HIRAGANA.test(surface) || !isAdjacent(morphemes, first + 1)) return null;
  const next = morphemes[first + 1]!;
  const noun = (last: number, base: string): WordParts => ({ last, stem: last, class: 'noun', base, forms: [] });
  // What is exclaimed has no case: そらを飛ぶ. Longer ones are said before が that joins: すみませんが.
  if (
    partOfSpeech[0] === '感動詞' &&
    surface.length <= 3 &&
    next.partOfSpeech[1] === '格助詞' &&
    /^[をがにへ]$/.test(next.surface)
  )
    return noun(first + 1, surface);
  if (baseForm === 'ない' && conjugationForm(morphemes[first]!) === '基本形' && partOfSpeech[0] === '形容詞') {
    if (!BEHIND_CRIED.test(next.baseForm ?? '') && !BEHIND_CRIED.test(next.surface)) return null;
    const { end, forms } = withEndings(morphemes, first + 1);
    return { last: end, stem: first + 1, class: 'verb', base: 'なく', forms };
  }
  // Before すぎる no verb is as it is before た: かわいすぎる.
  if (conjugationForm(morphemes[first]!) === '連用タ接続' && surface.endsWith('い') && next.baseForm === 'すぎる') {
    const { end, forms } = withEndings(morphemes, first + 2, ['excess']);
    return { last: end, stem: first + 1, class: 'adjective', base: `${surface}い`, forms };
  }
  const isSan = next.surface === 'さ' && next.partOfSpeech[1] === '接尾' && isAdjacent(morphemes, first + 2);
  if (!isSan || morphemes[first + 2]!.surface !== 'ん' || !isAdjacent(morphemes, first + 3)) return null;
  return BEHIND_SAN.test(morphemes[first + 3]!.surface) ? noun(first + 3, `${surface}さん`) : null;
}
