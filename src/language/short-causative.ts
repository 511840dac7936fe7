import type { Morpheme } from '../morphemes/morpheme.ts';
import { A_ROW, U_ROW } from './kana.ts';

/**
 * Verbs whose short causative (待たす of 待つ, for 待たせる) the dictionary has as a verb of its own, and a reader does not.
 * Others that end so are what they seem: 動かされる is of 動かす.
 */
const VERBS =
  '行く 走る 通う 歌う 聞く 食う 買う 払う 立つ 飲む 言う 持つ 待つ 習う 思う 急ぐ 笑う 泣く 担う 負う'.split(' ');

const caused = new Map(
  VERBS.map((verb) => [`${verb.slice(0, -1)}${A_ROW.charAt(U_ROW.indexOf(verb.at(-1)!))}す`, verb]),
);

/** Causatives that IPADIC has as verbs of their own, and EDICT as what one can do: 濁らせる of 濁らす. */
const OWN = new Map(
  '濁る にごる 光る 巡る めぐる くもる'.split(' ').map((verb) => [`${verb.slice(0, -1)}らせる`, verb]),
);

/** The verb that one is made to do in 待たされる or 濁らせる; null where that is none of these, or none is made to. */
export function verbMadeToDo({ baseForm }: Morpheme, next: Morpheme | null): string | null {
  const own = OWN.get(baseForm ?? '');
  if (own !== undefined) return own;
  return next?.baseForm === 'れる' ? (caused.get(baseForm ?? '') ?? null) : null;
}
