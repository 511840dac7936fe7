import type { Morpheme } from '../morphemes/morpheme.ts';
import { AFTER_ABLE, endingsStartingWith } from './endings.ts';
import { fits } from './expected.ts';
import { conjugationForm, conjugationType, finalForm, isShort, type Form } from './forms.ts';
import { adjacentAt, isAdjacent, type Morphemes } from './morphemes.ts';
import type { WordClass } from './names.ts';
import { passiveForm } from './passives.ts';
import type { WordParts } from './reader-word.ts';

/** A word with its endings: how many morphemes it takes, and what the endings say. */
export interface Conjugated {
  readonly end: number;
  readonly forms: readonly Form[];
}

/**
 * Takes up what belongs to the word that begins with morphemes [from, at): its endings, and the verbs and adjectives
 * that serve as such.
 * @param morphemes Null where something stands that is no morpheme: no word goes across it.
 * @param said What the word says before its endings.
 */
export function withEndings(morphemes: Morphemes, at: number, said: readonly Form[] = []): Conjugated {
  const own = morphemes[at - 1]!;
  const found: Form[] = canBeDone(morphemes, at - 1) ? [...said, 'potential'] : [...said];
  let end = at;
  for (;;) {
    const last = morphemes[end - 1]!;
    const joining = isTe(last) || (/^っ?て$/.test(last.surface) && found.at(-1) === 'te');
    if (!joining && !isOpen(last)) break;
    const ending = (isAdjacent(morphemes, end) ? endingsStartingWith(morphemes[end]!) : []).find(
      ({ after, expect, ahead, unless, except, forms }) =>
        !except?.includes(own.baseForm ?? '') &&
        stands(after, last, joining, isNegative(morphemes, end - 1)) &&
        // Who goes without eating goes all the same.
        !(found.at(-1) === 'without' && /^(?:going|coming)$/.test(forms[0] ?? '')) &&
        follow(morphemes, end, [...expect, ...(ahead ?? [])]) &&
        !(unless && follow(morphemes, end + expect.length, unless)),
    );
    if (!ending) break;
    found.push(
      ...ending.forms.map((form) =>
        form === 'passive' ? passiveForm(morphemes, end, found) : inContext(form, last, morphemes[end]!),
      ),
    );
    end += ending.expect.length;
  }
  const contracted = isTe(morphemes[end - 1]!) ? contractedIru(morphemes, end) : null;
  if (contracted !== null) {
    found.push('ongoing', 'casual');
    end = contracted;
  }
  const last = morphemes[end - 1]!;
  const alone =
    found.at(-1) === 'te' ? null : asksForMe(last) && isLastSaid(morphemes, end) ? 'command' : finalForm(last);
  // なきゃ that nothing follows leaves out ならない.
  const final =
    alone === 'conditionalContracted' && isNegative(morphemes, end - 1) && isLastSaid(morphemes, end)
      ? 'obligation'
      : alone;
  // 食べすぎ is a noun before だ.
  const named = final === 'stem' && found.at(-1) === 'excess' && morphemes[end]?.baseForm === 'だ';
  // ください and なさい are commands by themselves.
  if (
    final !== null &&
    !named &&
    !(final === 'command' && (found.includes('request') || found.includes('commandPolite')))
  )
    found.push(final);
  if (isShort(own) && (end > at || /^(?:じゃ|の|だ|な)/.test(morphemes[end]?.surface ?? ''))) found.push('casual');
  return { end, forms: simplify(found, own) };
}

/**
 * A word of morphemes [first, stem) with its endings.
 * @param base Its dictionary form.
 * @param said What it says before its endings.
 */
export function conjugatedParts(
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

/** Verbs of one row that IPADIC lacks as they are written. */
const ONE_ROW = new Set('点ける 引込める 和げる 放ける'.split(' '));

/** The verb of one row of which the analyser makes one of five (火を点けた); null where it is none. */
export function oneRowOf(verb: Morpheme): string | null {
  const base = `${verb.surface}る`;
  return isAbleForm(verb) && ONE_ROW.has(base) ? base : null;
}

/** Whether a verb of five rows stands as if it were ordered, and says what can be done: 期待に沿えません. */
const isAbleForm = (morpheme: Morpheme): boolean =>
  /^五段(?!・ラ行特殊)/.test(conjugationType(morpheme)) && /^(?:命令ｅ|仮定形)$/.test(conjugationForm(morpheme));

const canBeDone = (morphemes: Morphemes, verb: number): boolean =>
  isAbleForm(morphemes[verb]!) &&
  // 脱|けた, of which only けた is a verb.
  morphemes[verb]!.partOfSpeech[1] !== '非自立' &&
  oneRowOf(morphemes[verb]!) === null &&
  isAdjacent(morphemes, verb + 1) &&
  AFTER_ABLE.some((one) => fits(morphemes[verb + 1]!, one));

/** Whether all of `expected` stand from morpheme `at` on, without a gap. */
const follow = (morphemes: Morphemes, at: number, expected: readonly Parameters<typeof fits>[1][]): boolean =>
  expected.every((one, i) => isAdjacent(morphemes, at + i) && fits(morphemes[at + i]!, one));

/** What can take an ending: whatever is conjugated, and そう. */
const isOpen = (morpheme: Morpheme): boolean => conjugationType(morpheme) !== '*' || isStem(morpheme);

const isTe = ({ surface, partOfSpeech: [coarse, fine] }: Morpheme): boolean =>
  coarse === '助詞' && fine === '接続助詞' && (surface === 'て' || surface === 'で');

/** そう and the like are conjugated with だ, as na-adjectives are. */
const isStem = ({ partOfSpeech }: Morpheme): boolean => partOfSpeech.includes('助動詞語幹');

/**
 * Where the word ends of which いる is only ん after て: before the の of a question ん is its own (寝てん|の), before だ it is
 * that of のだ (やって|んだ). Null where there is no such ん.
 */
function contractedIru(morphemes: Morphemes, at: number): number | null {
  if (!isAdjacent(morphemes, at) || !isAdjacent(morphemes, at + 1)) return null;
  const { surface, partOfSpeech } = morphemes[at]!;
  if (surface !== 'ん' || partOfSpeech[1] !== '非自立') return null;
  const next = morphemes[at + 1]!;
  if (next.surface === 'の') return at + 1;
  return next.partOfSpeech[0] === '助動詞' && /^(?:だ|です)$/.test(next.baseForm ?? '') ? at : null;
}

/** Whether morpheme `index` denies, of which the analyser may make an adjective: 走ん|なきゃ, わか|ん|なきゃ, 沿え|なけれ|ば. */
function isNegative(morphemes: Morphemes, index: number): boolean {
  const { baseForm, partOfSpeech } = morphemes[index]!;
  if (partOfSpeech[0] === '助動詞') return /^(?:ない|ん|ぬ)$/.test(baseForm ?? '');
  if (partOfSpeech[0] !== '形容詞' || baseForm !== 'ない' || !isAdjacent(morphemes, index)) return false;
  const before = morphemes[index - 1]!;
  return isShort(before) || isAbleForm(before) || (before.surface === 'ん' && before.partOfSpeech[0] === '助動詞');
}

/** Whether くれ, which the analyser has as ます follows it, is an order where nothing follows: 来てくれよ. */
const asksForMe = (last: Morpheme): boolean =>
  conjugationType(last) === '一段・クレル' && conjugationForm(last) === '連用形';

/** Whether a clause ends before morpheme `index`, or only what it is said with follows. */
export function isLastSaid(morphemes: Morphemes, index: number): boolean {
  const next = morphemes[index];
  if (next === undefined) return true;
  // 待ってくれ、と言った.
  if (next?.surface === '、' && adjacentAt(morphemes, index + 1)?.partOfSpeech[2] === '引用') return true;
  return (
    !!next &&
    (!isAdjacent(morphemes, index) || /^(?:[。.!?…♪)」』]+|ー|よ|や|ねえ?|なあ?|って|と)$/u.test(next.surface))
  );
}

/**
 * @param joining The word so far ends in て.
 * @param negative Its last morpheme denies.
 */
function stands(
  after: ReturnType<typeof endingsStartingWith>[number]['after'],
  last: Morpheme,
  joining: boolean,
  negative: boolean,
): boolean {
  if (joining) return after === 'te';
  if (isStem(last)) return after === 'noun';
  switch (after) {
    case 'te':
    case 'noun':
      return false;
    case 'stem':
      return /^(?:連用形|基本形|ガル接続)$/.test(conjugationForm(last));
    case 'irrealis':
      return conjugationForm(last) === '未然形' && conjugationType(last).startsWith('五段');
    case 'short':
      return isShort(last);
    case 'able':
      return isAbleForm(last);
    case 'euphonic':
      return conjugationForm(last) === '連用タ接続';
    case 'volitional':
      // 食べよ of 食べよっと is an order to the analyser.
      return /^(?:未然ウ接続|命令ｙｏ)$/.test(conjugationForm(last));
    case 'negative':
      return negative;
    case 'contracted':
      return negative && conjugationForm(last).startsWith('仮定縮約');
    case 'final':
      return last.partOfSpeech[0] === '動詞' && (conjugationForm(last) === '基本形' || isShort(last));
    case 'connective':
      return last.partOfSpeech[0] === '動詞' && conjugationForm(last) === '連用形';
    case 'ichidan':
      return last.partOfSpeech[0] === '動詞' && `${conjugationType(last)} ${conjugationForm(last)}` === '一段 連用形';
    case 'any':
      return true;
  }
}

/** Endings of one shape that say different things after different words. */
function inContext(form: Form, before: Morpheme, ending: Morpheme): Form {
  if (form === 'volitional' && ['だ', 'です', 'ある', 'た', 'ない'].includes(before.baseForm ?? ''))
    return 'presumptive';
  // いいって quotes.
  if (form === 'te' && conjugationForm(before) === '基本形-促音便') return 'casual';
  // できませんとする is what somebody claims.
  if (form === 'volitional' && before.baseForm === 'ます' && ending.surface === 'ん') return 'negative';
  if (form === 'negative' && ['ず', 'ざる', 'ね', 'ぬ'].includes(ending.surface)) return 'negativeLiterary';
  return form;
}

/** Says each thing once, and leaves out what goes without saying. */
function simplify(found: readonly Form[], own: Morpheme): Form[] {
  const humble = found.findIndex(
    (form, i) => form === 'causative' && found[i + 1] === 'te' && found[i + 2] === 'receiveHumble',
  );
  const named =
    humble < 0 ? found : [...found.slice(0, humble), 'humblePermission' as const, ...found.slice(humble + 3)];
  const said = named.filter((form, i) => {
    if (form === 'te' || form === 'stem')
      return i === named.length - 1 || (form === 'te' && named[i + 1] === 'casual' && i + 2 === named.length);
    return named.indexOf(form) === i;
  });
  return own.partOfSpeech[0] === '助動詞' ? said.filter((form) => form !== 'adverbial') : said;
}
