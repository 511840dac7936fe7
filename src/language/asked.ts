import type { Morpheme } from '../morphemes/morpheme.ts';
import { withEndings } from './conjugated.ts';
import { conjugationForm } from './forms.ts';
import { adjacentAt, isAdjacent, type Morphemes } from './morphemes.ts';
import type { WordParts } from './reader-word.ts';

/** A word of questions that the analyser takes for another; null where none begins with morpheme `first`. */
export const askedAt = (morphemes: Morphemes, first: number): WordParts | null =>
  isThereAt(morphemes, first) ?? isGoodAt(morphemes, first) ?? isHowAt(morphemes, first);

/** What か makes somebody or something of. */
export const WHO = /^(?:誰|だれ|どなた|何|なに|なん|どこ|どれ|どちら|どっち|いつ)$/;

/** います behind a か that the analyser has with it: 誰|かい|ます is no 買う. Null where none begins with morpheme `first`. */
function isThereAt(morphemes: Morphemes, first: number): WordParts | null {
  const { surface, baseForm } = morphemes[first]!;
  if (surface !== 'かい' || baseForm !== 'かう' || !isAdjacent(morphemes, first)) return null;
  if (!WHO.test(morphemes[first - 1]!.surface)) return null;
  const { end, forms } = withEndings(morphemes, first + 1);
  return { last: end, stem: first + 1, class: 'verb', base: 'いる', forms };
}

/** What follows いい and never a verb's stem: いいですか, いい？, いいから. */
const BEHIND_GOOD = /^(?:だ|です|じゃん|けど|けれど|けれども|から|が|し|[?!。].*)$/;

/** いい of ちょっといいですか, of which the analyser makes 言い. Null where none is morpheme `first`. */
function isGoodAt(morphemes: Morphemes, first: number): WordParts | null {
  const { surface, baseForm } = morphemes[first]!;
  if (surface !== 'いい' || baseForm !== 'いう') return null;
  const next = adjacentAt(morphemes, first + 1);
  if (next && !BEHIND_GOOD.test(next.surface) && !BEHIND_GOOD.test(next.baseForm ?? '')) return null;
  const { end, forms } = withEndings(morphemes, first + 1);
  return {
    last: end,
    stem: first + 1,
    class: 'adjective',
    base: 'いい',
    forms: forms.filter((form) => form !== 'stem'),
  };
}

/** What is done or said in a way, and by no squid: いかがなさいますか, いかがお過ごしですか. */
const IN_A_WAY = /^(?:する|される|なさる|いたす|致す|思う|考える)$/;

/** いかが, which the analyser takes for a squid: いか|が|さ|れ|まし|た. Null where none begins with morpheme `first`. */
function isHowAt(morphemes: Morphemes, first: number): WordParts | null {
  const [particle, next] = [first + 1, first + 2].map((at) => adjacentAt(morphemes, at));
  if (morphemes[first]!.surface !== 'いか' || particle?.surface !== 'が' || !next) return null;
  const { surface, baseForm, partOfSpeech } = next;
  const acts = partOfSpeech[0] === '動詞' && IN_A_WAY.test(baseForm ?? '');
  if (!acts && !/^[おご御](?:\p{Script=Han}|$)/u.test(surface)) return null;
  return { last: first + 2, stem: first + 2, class: 'adverb', base: 'いかが', forms: [] };
}

/** Adjectives that say what is asked about; a basket may be new or big. */
const ASKED = /^(?:ない|無い|よい|良い|いい|よろしい|宜しい|正しい)$/;
/** What asks for an action: 確認ください, 確認をお願いします, 確認の上. */
const REQUEST = /^(?:の(?:上|うえ)|させて|を?[おご御]?(?:くださ|下さ|いただ|頂|願|申し上げ|申し付け))/;

/**
 * Whether a basket is か of a question and ご of a request behind it: 誤りがない|かご|確認ください. What is asked ends before it,
 * and an action that is asked for stands behind it.
 */
export function asksPolitely(morphemes: Morphemes, index: number): boolean {
  if (morphemes[index]?.surface !== 'かご' || !isAdjacent(morphemes, index) || !isAdjacent(morphemes, index + 1))
    return false;
  const asked = morphemes[index - 1]!;
  const isAsked = asked.partOfSpeech[0] !== '形容詞' || ASKED.test(asked.baseForm ?? '');
  const behind = morphemes.slice(index + 2, index + 5).map((morpheme) => morpheme?.surface ?? '');
  return (
    isAsked &&
    conjugationForm(asked) === '基本形' &&
    isAction(morphemes[index + 1]!) &&
    isAdjacent(morphemes, index + 2) &&
    REQUEST.test(behind.join(''))
  );
}

/** Nouns of which する makes verbs; 返信 is none to IPADIC. */
export const isAction = ({ surface, partOfSpeech: [coarse, fine] }: Morpheme): boolean =>
  coarse === '名詞' && (fine === 'サ変接続' || surface === '返信');
