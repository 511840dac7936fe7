import type { Morpheme } from '../morphemes/morpheme.ts';
import { saysWhat } from './also.ts';
import { withEndings } from './conjugated.ts';
import { conjugationForm, type Form } from './forms.ts';
import { adjacentAt, isAdjacent, type Morphemes } from './morphemes.ts';
import type { ReaderWord, WordParts } from './reader-word.ts';
import { isSupposed } from './supposed.ts';

/** だ or です, in any form. */
export const isCopula = ({ partOfSpeech: [coarse], baseForm }: Morpheme): boolean =>
  coarse === '助動詞' && (baseForm === 'だ' || baseForm === 'です');
/** What です says beyond だ. */
export const politeOf = ({ baseForm }: Morpheme): Form[] => (baseForm === 'です' ? ['polite'] : []);

/** @param alone Nothing follows the copula, so that its own form says something. */
function copulaForms(copula: Morpheme, alone: boolean): Form[] {
  const polite = politeOf(copula);
  if (copula.surface === 'なら') return ['conditionalNara'];
  if (!alone) return polite;
  return copula.surface === 'な' ? ['attributive'] : copula.surface === 'で' ? ['te'] : polite;
}

/** でしょうがない, a pattern of its own, in which the analyser has でしょう: 嫌でしょうがない. */
const isUnbearable = (morphemes: Morphemes, at: number): boolean =>
  morphemes[at]!.surface === 'でしょ' &&
  morphemes[at + 2]?.surface === 'が' &&
  morphemes[at + 3]?.baseForm === 'ない' &&
  [1, 2, 3].every((ahead) => isAdjacent(morphemes, at + ahead));

/** Whether what stands at morpheme `at` is one with what follows: 嫌でしょうがない, 有名であれ無名であれ. */
const isPattern = (morphemes: Morphemes, at: number): boolean =>
  isUnbearable(morphemes, at) || (adjacentAt(morphemes, at + 1)?.surface === 'あれ' && isSupposed(morphemes, at));

/** What describes, with だ in any form or に, where that stands at morpheme `at`: 静かな, 夢みたいに. */
export function describedWith(morphemes: Morphemes, at: number): Pick<WordParts, 'last' | 'forms'> | null {
  const next = adjacentAt(morphemes, at);
  if (!next) return null;
  if (isCopula(next) && !dividedFrom(morphemes, at) && !isPattern(morphemes, at)) {
    const { end, forms } = withEndings(morphemes, at + 1);
    return { last: end, forms: [...copulaForms(next, end === at + 1), ...forms] };
  }
  const isAdverb = next.surface === 'に' && next.partOfSpeech[1] === '副詞化';
  return isAdverb ? { last: at + 1, forms: ['adverbial'] } : null;
}

/** ではない, じゃありません, でもある: the copula, divided by は or も. */
export function dividedCopula(morphemes: Morphemes, first: number, before: readonly ReaderWord[]): WordParts | null {
  const after = before.at(-1);
  if (!after || after.last !== first || !isAdjacent(morphemes, first) || !takesCopula(after, morphemes[first - 1]!))
    return null;
  return dividedFrom(morphemes, first);
}

/**
 * What the copula stands after: nouns and what stands for them, also those made of verbs and adjectives (おいしそう, 飲みすぎ),
 * and a clause that is complete: 早いじゃないか.
 */
function takesCopula({ class: kind }: ReaderWord, last: Morpheme): boolean {
  if (['noun', 'name', 'pronoun', 'number', 'naAdjective', 'adverb', 'particle'].includes(kind)) return true;
  if (!/^(?:verb|adjective|auxiliary)$/.test(kind)) return false;
  return last.partOfSpeech[0] === '名詞' || /^(?:基本形|体言接続|連用形)/.test(conjugationForm(last));
}

/** では, what negates it or says that it is so, where they begin at morpheme `first`. */
export function dividedFrom(morphemes: Morphemes, first: number): WordParts | null {
  const { surface } = morphemes[first]!;
  const start =
    surface === 'じゃ' || surface === 'では' || (surface === 'でも' && morphemes[first]!.partOfSpeech[0] === '助詞')
      ? first + 1
      : surface === 'で' && isAdjacent(morphemes, first + 1) && ['は', 'も'].includes(morphemes[first + 1]!.surface)
        ? first + 2
        : null;
  const next = start !== null && adjacentAt(morphemes, start);
  if (start === null || !next) return null;
  // ねえ, which the analyser has as a particle as well: ふざけんじゃねえ.
  if (surface === 'じゃ' && next.surface === 'ねえ' && next.partOfSpeech[0] === '助詞')
    return { last: start + 1, stem: first + 1, class: 'auxiliary', base: 'だ', forms: ['negative', 'casual'] };
  if (next.baseForm === 'ない') {
    const { end, forms } = withEndings(morphemes, start + 1);
    return {
      last: end,
      stem: first + 1,
      class: 'auxiliary',
      base: 'だ',
      forms: ['negative', ...forms.filter((form) => form !== 'negative')],
    };
  }
  if (next.baseForm !== 'ある') return null;
  const { end, forms } = withEndings(morphemes, start + 1);
  const isDenied = forms.includes('negative');
  if (!isDenied && !saysWhat(morphemes, first, end, forms)) return null;
  const said: readonly Form[] = isDenied ? forms : ['copulaFormal', ...forms];
  return { last: end, stem: first + 1, class: 'auxiliary', base: 'だ', forms: said };
}
