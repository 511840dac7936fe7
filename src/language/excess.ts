import type { Morpheme } from '../morphemes/morpheme.ts';
import { withEndings } from './conjugated.ts';
import { describedWith } from './copula.ts';
import type { Form } from './forms.ts';
import { adjacentAt, type Morphemes } from './morphemes.ts';
import type { WordParts } from './reader-word.ts';

/** Nouns of what passes, or is passed, where を or が is left out: 駅すぎて右, ピークすぎた. */
const PASSES =
  /(?:駅|橋|角|坂|門|峠|店|校|院|信号|交差点|トンネル|コンビニ|ビル|台風|ピーク|シーズン|期|限|旬|時間|時刻|日|週|月|年|代|連休|お盆|締め?切り?)$/;

/** Stems that the analyser has as a verb or a prefix. */
const STEMS = /^(?:好き|嫌い|すき|きらい|急)$/;

const SUGIRU = /^(?:すぎる|過ぎる)$/;

const isTooMuch = ({ surface, baseForm, partOfSpeech: [coarse, fine] }: Morpheme): boolean =>
  coarse === '動詞' ? SUGIRU.test(baseForm ?? '') : fine === '接尾' && /^(?:すぎ|過ぎ)$/.test(surface);

/** Whether a morpheme is the stem of a na-adjective before すぎる or そう, whatever the analyser has: 好きそうだ, 急すぎて. */
export const isStemBefore = ({ surface }: Morpheme, next: Morpheme | null): boolean =>
  next !== null &&
  STEMS.test(surface) &&
  (isTooMuch(next) || (next.surface === 'そう' && next.partOfSpeech[1] === '接尾'));

/**
 * Of what there is too much, where すぎる stands at morpheme `at` behind a noun: 簡単すぎる, いい人すぎて, 好きすぎだろ; null where
 * it is the verb, or none.
 * @param describes The noun is the stem of a na-adjective.
 */
export function excessAt(
  morphemes: Morphemes,
  at: number,
  describes: boolean,
): Pick<WordParts, 'last' | 'forms'> | null {
  const next = adjacentAt(morphemes, at);
  if (!next || !isTooMuch(next)) return null;
  const { surface, partOfSpeech } = morphemes[at - 1]!;
  const isThing = /^名詞,(?:一般|サ変接続)/.test(partOfSpeech.join()) && !PASSES.test(surface);
  // In kanji behind what does not describe, more often the verb: 約束の時刻過ぎる.
  if (!describes && (!isThing || next.surface.startsWith('過'))) return null;
  const said: readonly Form[] = ['excess'];
  if (next.partOfSpeech[0] === '動詞') {
    const { end, forms } = withEndings(morphemes, at + 1, said);
    return { last: end, forms };
  }
  const described = describedWith(morphemes, at + 1);
  return { last: described?.last ?? at + 1, forms: [...said, ...(described?.forms ?? [])] };
}
