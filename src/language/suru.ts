import type { Morpheme } from '../morphemes/morpheme.ts';
import { isMarks } from './classes.ts';
import { RESPECT, type Form } from './forms.ts';
import { KATAKANA } from './kana.ts';

/** Nouns that say how much, or of whom, and are no action. */
const NO_ACTION = /^(?:両方|双方|全員|自分|本人|最初|最後|途中|毎回|御免)$/;

/**
 * Whether a noun makes a verb with する right behind it: IPADIC says so of some only (検索), and neither of アップデート nor of
 * 寝坊. What one can do (日本語できる) is more than actions.
 */
export function takesSuru(
  { surface, known, partOfSpeech: [, fine = ''] }: Morpheme,
  polite: boolean,
  able: boolean,
): boolean {
  if (isMarks(surface)) return false;
  if (fine === 'サ変接続') return true;
  if (surface.length > 1 && KATAKANA.test(surface)) return fine === '一般' || !known;
  // お書きします: a verb's stem that only words before it have to the analyser.
  if (!/^(?:一般|形容動詞語幹)$/.test(fine) && !(polite && fine === '接尾')) return false;
  if (NO_ACTION.test(surface) || (able && known)) return false;
  return (
    /^[\p{Script=Han}\p{Script=Hiragana}]+$/u.test(surface) &&
    (polite || /\p{Script=Han}.*\p{Script=Han}/u.test(surface))
  );
}

/** する and what stands for it with respect, or for what one can do. */
export const SURU: ReadonlySet<string> = new Set(['する', 'できる', '出来る', 'いたす', '致す', 'なさる']);

/** Whether a verb is one of them. */
export const isSuru = ({ baseForm, partOfSpeech: [coarse] }: Morpheme): boolean =>
  coarse === '動詞' && SURU.has(baseForm ?? '');

/** Whether it says that one can. */
export const isAble = ({ baseForm }: Morpheme): boolean => baseForm === 'できる' || baseForm === '出来る';

/** What it says beyond する. */
export function suruForms({ baseForm }: Morpheme, able: boolean): Form[] {
  if (able) return ['potential'];
  const respect = RESPECT.get(baseForm ?? '');
  return respect ? [respect] : [];
}

/** お送りする, of a verb, says that one does it for somebody above; お料理する is only polite. */
export const isHumble = (base: string): boolean =>
  /^[おご御]\p{Script=Han}.*[いきぎしちにびみりえけげせてねべめれ]$/u.test(base);
