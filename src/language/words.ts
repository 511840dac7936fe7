import type { Morpheme, Span } from '../morphemes/morpheme.ts';
import { classOf, isMark } from './classes.ts';
import { adjacentAt, adjacentBefore, isAdjacent, type Morphemes } from './morphemes.ts';
import type { WordClass } from './names.ts';
import { readingInContext } from './context.ts';
import { askedAt, asksPolitely } from './asked.ts';
import { isOwnWord } from './context-nouns.ts';
import { bracketedReadings } from './bracketed.ts';
import { characterEnd } from './emoji.ts';
import { withEndings } from './conjugated.ts';
import type { Ruby } from './furigana.ts';
import { describedWith, isCopula, negatedCopula, negatedFrom, politeOf } from './copula.ts';
import { excessAt, isStemBefore } from './excess.ts';
import { expressionAt } from './expressions.ts';
import { asksWith, finalParticle } from './final-particles.ts';
import { conjugationType, isIpadic, type Form } from './forms.ts';
import { HAN } from './kana.ts';
import { meantVerbAt } from './meant-verbs.ts';
import { numberAt, tenMinutesAt } from './numbers.ts';
import { isJoining, ownVerbOf } from './own-causatives.ts';
import { MOST_MORPHEMES, ownCompound } from './own-compounds.ts';
import { askedWhatAt, casualWordAt } from './casual.ts';
import { politeWordAt } from './keigo.ts';
import { kanaNounEnd, unlikelyVerbEnd } from './kana-nouns.ts';
import { noLexicon, type Lexicon } from './lexicon.ts';
import { kanaWordAt } from './kana-words.ts';
import { katakanaAdjectiveAt } from './katakana-adjectives.ts';
import { loanVerbAt } from './loan-verbs.ts';
import { isOrdered, orderAt } from './orders.ts';
import { mayHonor } from './passives.ts';
import type { ReaderWord, WordParts } from './reader-word.ts';
import { verbMadeToDo } from './short-causative.ts';
import { isAble, isHumble, isSuru, suruForms, takesSuru } from './suru.ts';
import { countsCups, isAgain, isDegree, isFull, isNamed, isNoName, potentialInContext, THANKS } from './uses.ts';
import { countryOf, dayAt } from './short-names.ts';

/**
 * Groups morphemes into words: 食べ|させ|られ|なかっ|た is one, and so are 勉強|し|ます, 静か|な, 三|本 and 大谷|さん.
 * Dictionaries whose columns are not IPADIC's give a word for each morpheme, but for UniDic's numbers.
 * @param morphemes Null where something stands that is no morpheme (a blank).
 * @param given The page's own rubies.
 */
export function groupWords(
  text: string,
  morphemes: Morphemes,
  lexicon: Lexicon = noLexicon,
  given: readonly Ruby[] = [],
): ReaderWord[] {
  const words: ReaderWord[] = [];
  const wholes = { readings: bracketedReadings(text, morphemes), given };
  for (let at = 0; at < morphemes.length; at = words.at(-1)!.last)
    words.push(wordAt(text, morphemes, at, words, lexicon, wholes));
  return words;
}

/** What is one word, whatever the analyser makes of it. */
type Wholes = {
  readonly readings: ReadonlyMap<number, Span>;
  readonly given: readonly Ruby[];
};

function wordAt(
  text: string,
  morphemes: Morphemes,
  first: number,
  before: readonly ReaderWord[],
  lexicon: Lexicon,
  wholes: Wholes,
): ReaderWord {
  const parts = partsAt(text, morphemes, first, before, lexicon, wholes);
  const { start } = spanAt(morphemes, first);
  const { end } = spanAt(morphemes, parts.last - 1);
  return { own: null, ...parts, first, start, end };
}

/** A blank has no morpheme and so no place here: `readText` knows where it is. */
const spanAt = (morphemes: Morphemes, index: number): Span => morphemes[index] ?? { start: 0, end: 0 };

function partsAt(
  text: string,
  morphemes: Morphemes,
  first: number,
  before: readonly ReaderWord[],
  lexicon: Lexicon,
  wholes: Wholes,
): WordParts {
  const morpheme = morphemes[first];
  if (!morpheme) return { last: first + 1, stem: first + 1, class: 'other', base: '', forms: [] };
  const single: WordParts = {
    last: first + 1,
    stem: first + 1,
    class: classOf(morpheme),
    base: morpheme.baseForm ?? morpheme.surface,
    forms: [],
  };
  const drawn = characterEnd(morphemes, first);
  // A kanji is the same word in another shape.
  if (drawn > first + 1 && HAN.test(morpheme.surface)) return { ...single, last: drawn };
  if (drawn > first + 1) {
    const base = text.slice(morpheme.start, morphemes[drawn - 1]!.end);
    return { last: drawn, stem: drawn, class: 'symbol', base, forms: [] };
  }
  const reading = wholes.readings.get(morpheme.start);
  let read = first + 1;
  while (reading && morphemes[read] && morphemes[read - 1]!.end < reading.end) read++;
  if (reading && read > first + 1 && morphemes[read - 1]!.end === reading.end) {
    const base = text.slice(reading.start, reading.end);
    return { last: read, stem: read, class: 'other', base, forms: [] };
  }
  if (!isIpadic(morpheme)) {
    const counted = morpheme.tagset === 'unidic' ? numberAt(text, morphemes, first, before) : null;
    return counted ? { ...counted, stem: counted.last, class: 'number', forms: [] } : single;
  }
  const whole =
    expressionAt(morphemes, first) ??
    politeWordAt(morphemes, first) ??
    loanVerbAt(morphemes, first) ??
    katakanaAdjectiveAt(morphemes, first) ??
    casualWordAt(morphemes, first) ??
    meantVerbAt(morphemes, first) ??
    orderAt(morphemes, first) ??
    kanaWordAt(morphemes, first) ??
    askedAt(morphemes, first) ??
    dayAt(text, morphemes, first);
  if (whole) return whole;
  const noun =
    kanaNounEnd(text, morphemes, first, (kana) => lexicon.compound(kana) === kana) ?? unlikelyVerbEnd(morphemes, first);
  if (noun !== null) return kanaNoun(morphemes, first, noun);
  const compound = compoundEnd(text, morphemes, first, lexicon);
  if (compound !== null) return compoundNoun(nounWithEndings(morphemes, first, compound));
  const minutes = tenMinutesAt(text, morphemes, first, wholes.given);
  if (minutes) return { ...single, class: 'number', own: minutes };
  const counted = numberAt(text, morphemes, first, before);
  if (counted) {
    const kind = isFull(text, { ...morpheme, end: morphemes[counted.last - 1]!.end }) ? 'adverb' : 'number';
    return { ...counted, stem: counted.last, class: kind, forms: [] };
  }
  const [coarse = '', fine] = morpheme.partOfSpeech;
  const next = adjacentAt(morphemes, first + 1);
  switch (coarse) {
    case '動詞': {
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
      if (verb === null) return conjugatedParts(morphemes, first, first + 1, single.class, single.base);
      const parts = conjugatedParts(morphemes, first, first + 1, single.class, verb);
      return { ...parts, forms: isOrdered(morphemes, parts) ? ['command'] : ['potential', ...parts.forms] };
    }
    case '形容詞':
      return conjugatedParts(morphemes, first, first + 1, single.class, single.base);
    case '助動詞': {
      const said = negatedCopula(morphemes, first, before) ?? askedWhatAt(morphemes, first, before);
      if (said) return said;
      const parts = conjugatedParts(morphemes, first, first + 1, 'auxiliary', single.base);
      // 雨なら says its condition alone; ならば with what follows.
      const says = parts.forms.length === 0 && isCopula(morpheme) && morpheme.surface === 'なら';
      return says ? { ...parts, forms: ['conditionalNara'] } : parts;
    }
    case '接頭詞':
      if (isStemBefore(morpheme, next)) return nounWithEndings(morphemes, first, first + 1);
      // Now, and not this: 今メモした, beside 今シーズン.
      if (readingInContext(text, morphemes, first) === 'いま') return { ...single, class: 'noun' };
      return fine === '名詞接続' && next?.partOfSpeech[0] === '名詞' && next.partOfSpeech[1] !== '数' && next.known
        ? nounWithEndings(morphemes, first, first + 2)
        : single;
    case '名詞':
      if (single.class === 'symbol') return single;
      if (asksPolitely(morphemes, first)) return { ...single, class: 'particle', base: 'か' };
      if (
        fine === '非自立' &&
        isNominalizer(morpheme) &&
        next &&
        isCopula(next) &&
        !negatedFrom(morphemes, first + 1)
      ) {
        const { last, forms } = conjugatedParts(morphemes, first, first + 2, 'auxiliary', 'のだ');
        return {
          last,
          stem: first + 1,
          class: 'auxiliary',
          base: 'のだ',
          forms: ['explanation', ...politeOf(next), ...forms],
        };
      }
      // As many as that: 何万もの人.
      if (morpheme.surface === 'もの' && before.at(-1)?.class === 'number' && isAdjacent(morphemes, first))
        return { ...single, class: 'particle' };
      if (asksWith(morpheme, adjacentBefore(morphemes, first), next))
        return { ...single, class: 'particle', base: '〜の' };
      if (isNoName(text, morphemes, first)) return { ...nounWithEndings(morphemes, first, first + 1), class: 'noun' };
      // IPADIC's noun that other dictionaries, and readers, have as a particle: 読むのが, 読むんだ.
      if (fine === '非自立' && isNominalizer(morpheme)) return { ...single, class: 'particle', base: 'の' };
      return nounWithEndings(morphemes, first, first + 1);
    case '接続詞':
      return isAgain(morphemes, first) ? { ...single, class: 'adverb' } : single;
    case '副詞':
      if (THANKS.test(morpheme.surface) && isAll(morphemes, first)) return { ...single, class: 'interjection' };
      return countsCups(text, morpheme) ? { ...single, class: 'number' } : single;
    case '助詞':
      if (fine === '終助詞') {
        const base = finalParticle(morpheme, adjacentBefore(morphemes, first));
        return { ...single, base };
      }
      if (asksWith(morpheme, adjacentBefore(morphemes, first), next)) return { ...single, base: '〜の' };
      if (morpheme.surface === 'で' && fine === '接続助詞' && !before.at(-1)?.forms.includes('te'))
        return { ...single, base: '〜で' };
      // To the analyser it is a verb: わかりみが深い.
      if (morpheme.surface === 'が' && fine === '接続助詞' && before.at(-1)?.class === 'noun')
        return { ...single, base: '〜が' };
      return negatedCopula(morphemes, first, before) ?? single;
    default:
      return single;
  }
}

/** Where the longest compound ends that begins at morpheme `first`. */
function compoundEnd(text: string, morphemes: Morphemes, first: number, lexicon: Lexicon): number | null {
  const begins = (morpheme: Morpheme) => /^(?:名詞|接頭詞)$/.test(morpheme.partOfSpeech[0] ?? '');
  const { start } = morphemes[first]!;
  let nouns = begins(morphemes[first]!) ? first + 1 : first;
  while (
    nouns > first &&
    nouns < first + 3 &&
    isAdjacent(morphemes, nouns) &&
    (begins(morphemes[nouns]!) || morphemes[nouns]!.surface === '々')
  )
    nouns++;
  let end = first + 1;
  while (end < first + MOST_MORPHEMES && isAdjacent(morphemes, end)) end++;
  for (; end > first + 1; end--) {
    const written = text.slice(start, morphemes[end - 1]!.end);
    if (ownCompound(written) !== null || (end <= nouns && lexicon.compound(written) !== null)) return end;
  }
  return null;
}

/** Whether nothing but marks stands on either side. */
const isAll = (morphemes: Morphemes, index: number): boolean =>
  [morphemes[index - 1], morphemes[index + 1]].every((one) => one === undefined || (one !== null && isMark(one)));

const isNominalizer = ({ surface }: Morpheme): boolean => surface === 'の' || surface === 'ん';

/** @param said What the word says before its endings. */
function conjugatedParts(
  morphemes: Morphemes,
  first: number,
  stem: number,
  kind: WordClass,
  base: string,
  said: readonly Form[] = [],
): WordParts {
  const { end, forms } = withEndings(morphemes, stem, said);
  return { last: end, stem: Math.max(first + 1, stem), class: kind, base, forms };
}

/** A noun in kana, of whatever the analyser makes of it, with する. */
function kanaNoun(morphemes: Morphemes, first: number, last: number): WordParts {
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

const surfacesOf = (morphemes: Morphemes, first: number, last: number): string =>
  morphemes
    .slice(first, last)
    .map((morpheme) => morpheme!.surface)
    .join('');

/** A noun with what is attached to it: endings of a name, する of a verb, だ of an adjective. */
function nounWithEndings(morphemes: Morphemes, first: number, at: number): WordParts {
  let last = at;
  while (
    isAdjacent(morphemes, last) &&
    (isSuffix(morphemes[last]!) || isDuring(morphemes[last]!, morphemes[last - 1]!)) &&
    !excessAt(morphemes, last, isStem(morphemes[last - 1]!)) &&
    !isOwnWord({
      morpheme: morphemes[last]!,
      before: morphemes[last - 1]!,
      after: morphemes[last + 1] ?? null,
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
  const describes = isStem(tail) || isStemBefore(tail, next);
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

/** Compounds are nouns, whatever their last part is by itself: 原曲 (a family's name), 神々 (a mark), 迷惑千万 (a number). */
const compoundNoun = (parts: WordParts): WordParts =>
  ['name', 'symbol', 'number', 'prefix'].includes(parts.class) ? { ...parts, class: 'noun' } : parts;

/** Whether a noun is the stem of a na-adjective, by itself or with its ending. */
const isStem = ({ surface, partOfSpeech: [, fine, finer] }: Morpheme): boolean =>
  fine === '形容動詞語幹' || (fine === '接尾' && /^(?:的|風|げ)$/.test(surface)) || finer === '形容動詞語幹';

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
