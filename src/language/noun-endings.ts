import type { Morpheme } from '../morphemes/morpheme.ts';
import { classOf } from './classes.ts';
import { withEndings } from './conjugated.ts';
import { describedWith } from './copula.ts';
import { excessAt, isStemBefore } from './excess.ts';
import { adjacentAt, isAdjacent, type Morphemes } from './morphemes.ts';
import { isOwnWord } from './own-nouns.ts';
import { mayHonor } from './passives.ts';
import type { WordParts } from './reader-word.ts';
import { countryOf } from './short-names.ts';
import { isAble, isHumble, isSuru, suruForms, takesSuru } from './suru.ts';
import { isDegree } from './uses.ts';

/** A noun, of whatever the analyser makes of it, with する. */
export function plainNoun(morphemes: Morphemes, first: number, last: number): WordParts {
  const base = surfacesOf(morphemes, first, last);
  const next = adjacentAt(morphemes, last);
  if (!next || !isSuru(next)) return { last, stem: last, class: 'noun', base, forms: [] };
  const { end, forms } = withEndings(morphemes, last + 1);
  return {
    last: end,
    stem: last,
    class: 'verb',
    base: `${base}する`,
    forms: [...suruForms(next, isAble(next)), ...forms],
  };
}

/** A noun with what is attached to it: endings of a name, する of a verb, だ of an adjective. */
export function nounWithEndings(morphemes: Morphemes, first: number, at: number): WordParts {
  let last = at;
  while (
    isAdjacent(morphemes, last) &&
    (isSuffix(morphemes[last]!) || isDuring(morphemes[last]!, morphemes[last - 1]!)) &&
    !excessAt(morphemes, last, isStem(morphemes[last - 1]!)) &&
    !isOwnWord({
      morpheme: morphemes[last]!,
      before: morphemes[last - 1]!,
      after: morphemes[last + 1] ?? null,
      beyond: morphemes[last + 2] ?? null,
    })
  )
    last++;
  const base = surfacesOf(morphemes, first, last);
  const tail = morphemes[last - 1]!;
  const head = morphemes[at - 1]!;
  const next = adjacentAt(morphemes, last);
  const able = next !== null && isAble(next);
  if (last === at && next && isSuru(next) && takesSuru(head, at > first + 1 || isHumble(head.surface), able)) {
    const { end, forms } = withEndings(morphemes, last + 1);
    const made = suruForms(next, able);
    const isTheirs = made.length > 0 || mayHonor(forms);
    const humble = !isTheirs && isHumble(base) ? (['humble'] as const) : made;
    return { last: end, stem: last, class: 'verb', base: `${base}する`, forms: [...humble, ...forms] };
  }
  // 元気そうだ; of the analyser's one filler そうですね only ね is none of it.
  if (last === at && next && looksLike(next)) {
    const { end, forms } = withEndings(morphemes, last + 1);
    const polite = next.surface === 'そう' ? forms : (['polite'] as const);
    return { last: end, stem: last, class: 'naAdjective', base, forms: ['appearance', ...polite] };
  }
  const honored = last === at ? honoredAt(morphemes, last) : null;
  if (honored) return { ...honored, stem: last, class: 'verb', base: `${base}する` };
  const describes = (isStem(tail) && !isParty(morphemes, last)) || isStemBefore(tail, next);
  const excess = excessAt(morphemes, last, describes);
  if (excess) return { ...excess, stem: last, class: describes ? 'naAdjective' : classOf(head), base };
  const described = describes ? describedWith(morphemes, last) : null;
  if (described) return { ...described, stem: last, class: 'naAdjective', base };
  const kind = isDegree(head, next) ? 'adverb' : describes ? 'naAdjective' : classOf(head);
  return {
    last,
    stem: last,
    class: kind === 'suffix' ? (classOf(morphemes[first]!) === 'name' ? 'name' : 'noun') : kind,
    base: last === first + 1 ? (countryOf(head) ?? head.baseForm ?? base) : base,
    forms: [],
  };
}

/**
 * なさらない behind the stem of a na-adjective at morpheme `at`, of which the analyser makes な and a plate, or 去る: 無理|な|さら|
 * ない.
 */
function honoredAt(morphemes: Morphemes, at: number): Pick<WordParts, 'last' | 'forms'> | null {
  const [be, plate, denied] = [at, at + 1, at + 2].map((index) => adjacentAt(morphemes, index));
  if (be?.surface !== 'な' || be.baseForm !== 'だ' || plate?.surface !== 'さら' || !denied) return null;
  if (plate.partOfSpeech[0] === '動詞') {
    const { end, forms } = withEndings(morphemes, at + 2, ['honorific']);
    return { last: end, forms };
  }
  if (denied.baseForm !== 'ない') return null;
  const without = adjacentAt(morphemes, at + 3)?.surface === 'で';
  const said = without ? (['honorific', 'without'] as const) : (['honorific', 'negative'] as const);
  const { end, forms } = withEndings(morphemes, at + (without ? 4 : 3), said);
  return { last: end, forms };
}

const surfacesOf = (morphemes: Morphemes, first: number, last: number): string =>
  morphemes
    .slice(first, last)
    .map((morpheme) => morpheme!.surface)
    .join('');

/** Whether a noun is the stem of a na-adjective, by itself or with its ending. */
const isStem = ({ surface, partOfSpeech: [, fine, finer] }: Morpheme): boolean =>
  fine === '形容動詞語幹' || (fine === '接尾' && /^(?:的|風|げ)$/.test(surface)) || finer === '形容動詞語幹';

/** 乙, of a contract, and no way to put on airs: 甲は乙に通知する, but 乙に澄ます. */
const isParty = (morphemes: Morphemes, end: number): boolean =>
  morphemes[end - 1]!.surface === '乙' &&
  adjacentAt(morphemes, end)?.surface === 'に' &&
  !/^(?:澄ます|すます|構える|気取る|からむ|絡む)$/.test(morphemes[end + 1]?.baseForm ?? '');

/** What stands behind a noun and makes one word with it; endings of verbs are with those. */
const isSuffix = ({ surface, partOfSpeech: [coarse, fine, finer], known }: Morpheme): boolean =>
  (known &&
    coarse === '名詞' &&
    fine === '接尾' &&
    finer !== '助動詞語幹' &&
    finer !== '助数詞' &&
    finer !== '特殊' &&
    surface !== '雨') ||
  surface === '々';

/** 中 of 来週中, which is a noun of its own to IPADIC where nothing follows. */
const isDuring = ({ surface, partOfSpeech: [, fine] }: Morpheme, before: Morpheme): boolean =>
  surface === '中' && fine === '非自立' && /^(?:副詞可能|サ変接続)$/.test(before.partOfSpeech[1] ?? '');

/** そう right behind a noun, and the filler that the analyser makes of it. */
const looksLike = ({ surface, partOfSpeech: [coarse, fine, finer] }: Morpheme): boolean =>
  surface === 'そう'
    ? fine === '接尾' && finer === '助動詞語幹'
    : coarse === 'フィラー' && surface.startsWith('そうです');
