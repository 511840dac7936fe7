import type { Morpheme } from '../morphemes/morpheme.ts';
import { withEndings } from './conjugated.ts';
import { describedWith } from './copula.ts';
import type { Form } from './forms.ts';
import { verbOfStem } from './keigo.ts';
import { adjacentAt, type Morphemes } from './morphemes.ts';
import type { Place, Rule } from './place.ts';
import type { WordParts } from './reader-word.ts';

/** Nouns of what passes, or is passed, where を or が is left out: 駅すぎて右, ピークすぎた. */
const PASSES =
  /(?:駅|橋|角|坂|門|峠|店|校|院|信号|交差点|トンネル|コンビニ|ビル|台風|ピーク|シーズン|期|限|旬|時間|時刻|日|週|月|年|代|つ|昼|午|ヒル|夜中|夜半|夕方|夜|晩|朝|盛り|連休|お盆|締め?切り?|通り|肩|うえ)$/;

/** Stems that the analyser has as a verb or a prefix. */
const STEMS = /^(?:好き|嫌い|すき|きらい|急)$/;

const SUGIRU = /^(?:すぎる|過ぎる)$/;

/** What stands behind a verb's stem and no noun, for which the analyser has すぎ all the same: 最高すぎません. */
const AFTER_STEM: ReadonlyMap<string, Form> = new Map([
  ['ます', 'polite'],
  ['ない', 'negative'],
]);

const isTooMuch = ({ surface, baseForm, partOfSpeech: [coarse, fine] }: Morpheme): boolean =>
  coarse === '動詞' ? SUGIRU.test(baseForm ?? '') : fine === '接尾' && /^(?:すぎ|過ぎ)$/.test(surface);

/** Whether a morpheme is the stem of a na-adjective before すぎる or そう, whatever the analyser has: 好きそうだ, 急すぎて. */
export const isStemBefore = ({ surface }: Morpheme, next: Morpheme | null): boolean =>
  next !== null &&
  STEMS.test(surface) &&
  (isTooMuch(next) || (next.surface === 'そう' && next.partOfSpeech[1] === '接尾'));

/** Adjectives whose kanji the analyser has as a noun or a name before すぎ, and how it is read there. */
const ADJECTIVES: ReadonlyMap<string, string | null> = new Map(
  (
    '赤 あか|青 あお|白 しろ|黒 くろ|熱 あつ|荒 あら|粗 あら|薄 うす|堅 かた|軽 かる|臭 くさ|寒 さむ|渋 しぶ|高 たか|長 なが|苦 にが|' +
    '眠 ねむ|酷 ひど|太 ふと|古 ふる|丸 まる|悪 わる|早 はや|弱 よわ|安 やす|良 よ|旨 うま|辛'
  )
    .split('|')
    .map((line) => [line.charAt(0), line.slice(2) || null]),
);

/** Whether a noun is such an adjective: 高すぎ！ */
export const isExcessive = ({ morpheme, after }: Pick<Place, 'morpheme' | 'after'>): boolean =>
  ADJECTIVES.has(morpheme.surface) &&
  morpheme.partOfSpeech[0] === '名詞' &&
  after?.start === morpheme.end &&
  isTooMuch(after);

/** How they are read. */
export const excessRules: readonly Rule[] = [...ADJECTIVES].map(([kanji, reading]) => [kanji, reading, isExcessive]);

/** The verb whose stem is a noun to the analyser before すぎ: 働きすぎ; null where it is none. */
function overdone({ surface, partOfSpeech }: Morpheme, next: Morpheme | null): string | null {
  const isNoun = /^名詞,(?:一般|サ変接続)/.test(partOfSpeech.join()) && !PASSES.test(surface);
  if (!isNoun || next?.partOfSpeech[1] !== '接尾' || !isTooMuch(next)) return null;
  return /^\p{Script=Han}.*(?<!持)[ぁ-ん]$/u.test(surface) ? verbOfStem(surface) : null;
}

/**
 * The adjective or the verb that begins with morpheme `first`, where すぎ makes a noun of it to the analyser; null where
 * none does.
 */
export function excessiveAt(morphemes: Morphemes, first: number): WordParts | null {
  const morpheme = morphemes[first]!;
  const next = morphemes[first + 1] ?? null;
  const verb = overdone(morpheme, next);
  if (verb === null && !isExcessive({ morpheme, after: next })) return null;
  const excess = excessAt(morphemes, first + 1, true);
  if (verb !== null) return excess && { ...excess, stem: first + 1, class: 'verb', base: verb };
  return excess && { ...excess, stem: first + 1, class: 'adjective', base: `${morpheme.surface}い` };
}

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
  const form = AFTER_STEM.get(adjacentAt(morphemes, at + 1)?.baseForm ?? '');
  if (form) {
    const { end, forms } = withEndings(morphemes, at + 2, [...said, form]);
    return { last: end, forms };
  }
  const described = describedWith(morphemes, at + 1);
  return { last: described?.last ?? at + 1, forms: [...said, ...(described?.forms ?? [])] };
}
