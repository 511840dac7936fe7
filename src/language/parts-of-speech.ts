import type { Morpheme } from '../morphemes/morpheme.ts';
import { orSomethingAt } from './also.ts';
import { asksPolitely } from './asked.ts';
import { askedWhatAt } from './casual.ts';
import { isMark } from './classes.ts';
import { conjugatedParts, oneRowOf } from './conjugated.ts';
import { readingInContext } from './context.ts';
import { isCopula, dividedCopula, dividedFrom, politeOf } from './copula.ts';
import { excessiveAt, isStemBefore } from './excess.ts';
import { asksWith, finalParticle } from './final-particles.ts';
import { conjugationType } from './forms.ts';
import type { Lexicon } from './lexicon.ts';
import { adjacentBefore, isAdjacent, type Morphemes } from './morphemes.ts';
import { nounWithEndings } from './noun-endings.ts';
import { isOrdered } from './orders.ts';
import { isJoining, ownVerbOf } from './own-causatives.ts';
import { isYou } from './own-nouns.ts';
import type { ReaderWord, WordParts } from './reader-word.ts';
import { verbMadeToDo } from './short-causative.ts';
import { countsCups, isAgain, isNamed, isNoName, potentialInContext, THANKS } from './uses.ts';

/** Where a word begins, and what is known there. */
export interface Beginning {
  readonly text: string;
  readonly morphemes: Morphemes;
  /** The words before it. */
  readonly before: readonly ReaderWord[];
  readonly lexicon: Lexicon;
  /** Its first morpheme: `morphemes[first]`. */
  readonly first: number;
  readonly morpheme: Morpheme;
  /** The morpheme behind that, where there is no gap. */
  readonly next: Morpheme | null;
  /** What the word is where it has no other morpheme. */
  readonly single: WordParts;
}

/** The word that IPADIC's part of speech makes of its first morpheme. */
export function wordOfPart(here: Beginning): WordParts {
  const { text, morphemes, first, morpheme, single } = here;
  switch (morpheme.partOfSpeech[0] ?? '') {
    case '動詞':
      return verbAt(here);
    case '形容詞':
      return conjugatedParts(morphemes, first, first + 1, single.class, single.base);
    case '助動詞':
      return auxiliaryAt(here);
    case '接頭詞':
      return prefixAt(here);
    case '名詞':
      return nounAt(here);
    case '接続詞':
      return isAgain(morphemes, first) ? { ...single, class: 'adverb' } : single;
    case '副詞':
      if (THANKS.test(morpheme.surface) && isAll(morphemes, first)) return { ...single, class: 'interjection' };
      return countsCups(text, morpheme) ? { ...single, class: 'number' } : single;
    case '助詞':
      return particleAt(here);
    case 'フィラー':
      return isPointing(here) ? { ...single, class: 'adnominal' } : single;
    default:
      return single;
  }
}

/** Whether あの says which, and nobody hesitates: あの二人, あのお二人, but あの私は. */
const isPointing = ({ morpheme, next }: Beginning): boolean =>
  morpheme.surface === 'あの' &&
  next !== null &&
  /^(?:名詞|接頭詞)$/.test(next.partOfSpeech[0] ?? '') &&
  next.partOfSpeech[1] !== '代名詞';

function verbAt({ text, morphemes, lexicon, first, morpheme, next, single }: Beginning): WordParts {
  if (isStemBefore(morpheme, next)) return nounWithEndings(morphemes, first, first + 1);
  if (isNamed(morpheme, next)) return { ...single, class: 'noun', base: morpheme.surface };
  const own = ownVerbOf(morpheme, next);
  if (own !== null) return conjugatedParts(morphemes, first, first + 2, single.class, own);
  const made = verbMadeToDo(morpheme, next);
  if (made !== null) return conjugatedParts(morphemes, first, first + 1, single.class, made, ['causative']);
  const verb =
    conjugationType(morpheme) === '一段' && !isJoining(single.base)
      ? (lexicon.potential(single.base) ?? potentialInContext(text, morphemes, first))
      : null;
  const parts = conjugatedParts(morphemes, first, first + 1, single.class, verb ?? oneRowOf(morpheme) ?? single.base);
  if (verb === null) return parts;
  return { ...parts, forms: isOrdered(morphemes, parts) ? ['command'] : ['potential', ...parts.forms] };
}

function auxiliaryAt({ morphemes, before, first, morpheme, single }: Beginning): WordParts {
  const said =
    dividedCopula(morphemes, first, before) ?? orSomethingAt(morphemes, first) ?? askedWhatAt(morphemes, first, before);
  if (said) return said;
  const parts = conjugatedParts(morphemes, first, first + 1, 'auxiliary', single.base);
  // 雨なら says its condition alone; ならば with what follows.
  const says = parts.forms.length === 0 && isCopula(morpheme) && morpheme.surface === 'なら';
  return says ? { ...parts, forms: ['conditionalNara'] } : parts;
}

function prefixAt({ text, morphemes, first, morpheme, next, single }: Beginning): WordParts {
  if (isStemBefore(morpheme, next)) return nounWithEndings(morphemes, first, first + 1);
  // Now, and not this: 今メモした, beside 今シーズン.
  if (readingInContext(text, morphemes, first) === 'いま') return { ...single, class: 'noun' };
  const isOfNouns = morpheme.partOfSpeech[1] === '名詞接続';
  return isOfNouns && next?.partOfSpeech[0] === '名詞' && next.partOfSpeech[1] !== '数' && next.known
    ? nounWithEndings(morphemes, first, first + 2)
    : single;
}

function nounAt({ text, morphemes, before, first, morpheme, next, single }: Beginning): WordParts {
  if (single.class === 'symbol') return single;
  const excessive = excessiveAt(morphemes, first);
  if (excessive) return excessive;
  if (asksPolitely(morphemes, first)) return { ...single, class: 'particle', base: 'か' };
  const nominalizes = morpheme.partOfSpeech[1] === '非自立' && /^[のん]$/.test(morpheme.surface);
  if (nominalizes && next && isCopula(next) && !dividedFrom(morphemes, first + 1)) {
    const { last, forms } = conjugatedParts(morphemes, first, first + 2, 'auxiliary', 'のだ');
    const said = ['explanation', ...politeOf(next), ...forms] as const;
    return { last, stem: first + 1, class: 'auxiliary', base: 'のだ', forms: said };
  }
  // As many as that: 何万もの人.
  if (morpheme.surface === 'もの' && before.at(-1)?.class === 'number' && isAdjacent(morphemes, first))
    return { ...single, class: 'particle' };
  if (asksWith(morpheme, adjacentBefore(morphemes, first), next)) return { ...single, class: 'particle', base: '〜の' };
  if (isYou({ morpheme, before: morphemes[first - 1] ?? null, after: next }))
    return { ...nounWithEndings(morphemes, first, first + 1), class: 'pronoun' };
  if (isNoName(text, morphemes, first)) return { ...nounWithEndings(morphemes, first, first + 1), class: 'noun' };
  // IPADIC's noun that other dictionaries, and readers, have as a particle: 読むのが, 読むんだ.
  if (nominalizes) return { ...single, class: 'particle', base: 'の' };
  return nounWithEndings(morphemes, first, first + 1);
}

function particleAt({ morphemes, before, first, morpheme, next, single }: Beginning): WordParts {
  const { surface, partOfSpeech } = morpheme;
  const beside = adjacentBefore(morphemes, first);
  if (partOfSpeech[1] === '終助詞') return { ...single, base: finalParticle(morpheme, beside) };
  if (asksWith(morpheme, beside, next)) return { ...single, base: '〜の' };
  const joins = partOfSpeech[1] === '接続助詞';
  if (surface === 'で' && joins && !before.at(-1)?.forms.includes('te')) return { ...single, base: '〜で' };
  // To the analyser it is a verb: わかりみが深い.
  if (surface === 'が' && joins && before.at(-1)?.class === 'noun') return { ...single, base: '〜が' };
  return dividedCopula(morphemes, first, before) ?? orSomethingAt(morphemes, first) ?? single;
}

/** Whether nothing but marks stands on either side. */
const isAll = (morphemes: Morphemes, index: number): boolean =>
  [morphemes[index - 1], morphemes[index + 1]].every((one) => one === undefined || (one !== null && isMark(one)));
