import type { Morpheme } from '../morphemes/morpheme.ts';
import { isAdjacent, withEndings } from './conjugated.ts';
import { conjugationForm } from './forms.ts';
import type { WordParts } from './reader-word.ts';

type Morphemes = readonly (Morpheme | null)[];

/** What か makes somebody or something of. */
const WHO = /^(?:誰|だれ|どなた|何|なに|どこ|どれ|どちら|どっち|いつ)$/;

/** います behind a か that the analyser has with it: 誰|かい|ます is no 買う. Null where none begins with morpheme `first`. */
export function isThereAt(morphemes: Morphemes, first: number): WordParts | null {
  const { surface, baseForm } = morphemes[first]!;
  if (surface !== 'かい' || baseForm !== 'かう' || !isAdjacent(morphemes, first)) return null;
  if (!WHO.test(morphemes[first - 1]!.surface)) return null;
  const { end, forms } = withEndings(morphemes, first + 1);
  return { last: end, stem: first + 1, class: 'verb', base: 'いる', forms };
}

/**
 * Whether a basket is か of a question and ご of a request behind it: 誤りがない|かご|確認ください. What is asked ends before it,
 * and an action stands behind it.
 */
export function asksPolitely(morphemes: Morphemes, index: number): boolean {
  if (morphemes[index]?.surface !== 'かご' || !isAdjacent(morphemes, index) || !isAdjacent(morphemes, index + 1))
    return false;
  const isAsked = conjugationForm(morphemes[index - 1]!) === '基本形';
  return isAsked && isAction(morphemes[index + 1]!);
}

/** Nouns of which する makes verbs; 返信 is none to IPADIC. */
export const isAction = ({ surface, partOfSpeech: [coarse, fine] }: Morpheme): boolean =>
  coarse === '名詞' && (fine === 'サ変接続' || surface === '返信');
