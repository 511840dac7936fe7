import { BY, letsObjectTakeGa, UNTIL } from '../../language/nouns.ts';
import type { Lexicon } from '../../morphemes/morpheme.ts';
import type { Word } from '../../pieces/encoding.ts';
import { isDoneWithRespect } from './politeness.ts';
import type { Material, Proposal } from './proposal.ts';

/** Particles that are mistaken for each other. */
const PARTICLES = ['は', 'が', 'を', 'に', 'で', 'へ', 'と', 'から', 'まで', 'の', 'も'];
/** But not these: which of them is right depends on what was said before, and a sentence is judged by itself. */
const OF_TOPICS = ['は', 'が', 'も'];
/** What asks is no topic: どちらが好きですか, and never どちらは. */
const ASKS = /^(?:誰|だれ|何|なに|どれ|どちら|どっち|どこ|どなた|どいつ)$/;

/**
 * In bits: what a sentence is about is chosen rather than mistaken, に and へ mostly both do, これまで楽しい is no これを, and に is
 * mistaken for these and taken for them more often than others for each other, for が less so. What asks has も where all
 * is denied (何も食べない), and から and まで say from where to where it goes: else is hardly ever right.
 */
const TOPIC = -4;
const BOTH_DO = -2;
const SELDOM = -4;
const OF_NOUNS = -2;
const TAKEN_FOR_NI = 2;
const GA_FOR_NI = 1;
const ASKED = 4;
const IN_VAIN = 4;
const OF_SPAN = 6;
/** A predicate has one を: うちの猫を外を眺めている. */
const SECOND_OBJECT = 3;

function priorOf(written: string, other: string, words: readonly Word[], at: number): number {
  if (isOfSpan(written, other, words, at)) return OF_SPAN;
  if (/[はも]/.test(written + other)) return TOPIC;
  if (written === 'の' || other === 'の') return OF_NOUNS;
  if (/[にへ]/.test(written) && /[にへ]/.test(other)) return BOTH_DO;
  if (/から|まで|と/.test(written)) return SELDOM;
  if (written === 'に' && other === 'が') return GA_FOR_NI;
  return (written === 'に' || other === 'に') && /[でをが]/.test(written + other) ? TAKEN_FOR_NI : 0;
}

/** Whether what it is from, or to, is said twice: 九時まで夜八時まで, 朝から晩から. */
function isOfSpan(written: string, other: string, words: readonly Word[], at: number): boolean {
  const step = written === UNTIL && other === 'から' ? 1 : written === 'から' && other === UNTIL ? -1 : 0;
  if (step === 0) return false;
  let beside = at + step;
  while (words[beside]?.morpheme?.partOfSpeech[0] === '名詞') beside += step;
  return beside !== at + step && words[beside]?.surface === written;
}

/** Every other particle in the place of each case or topic particle, and までに and まで for each other. */
export function proposeParticles({ encoding: { words }, lexicon }: Material): Proposal[] {
  return words.flatMap((word, index) => {
    if (!isCaseParticle(word)) return [];
    const { surface, start, end } = word;
    const asked =
      surface === 'は' && isAsked(words, index) && !words.some((_, at) => at !== index && isAsked(words, at));
    const twice = surface === 'を' && hasAnotherObject(words, index) ? SECOND_OBJECT : 0;
    const vain = /[がを]/.test(surface) && isInVain(words, index);
    const either = /[がを]/.test(surface) && takesEither(words, index);
    const subject = surface === 'が' && isWhoIsRespected(words, index, lexicon);
    const others = PARTICLES.filter(
      (other) =>
        other !== surface &&
        !(subject && other === 'に') &&
        !(either && /[がを]/.test(other)) &&
        ((asked && other === 'が') ||
          (vain && other === 'も') ||
          !(OF_TOPICS.includes(surface) && OF_TOPICS.includes(other))),
    ).map((instead): Proposal => ({
      kind: 'particle',
      start,
      end,
      instead,
      ...(vain && instead === 'も'
        ? { prior: IN_VAIN, isInVain: true }
        : { prior: asked && instead === 'が' ? ASKED : priorOf(surface, instead, words, index) + twice }),
    }));
    return surface === UNTIL ? [...others, untilOrBy(words, index)] : others;
  });
}

/** For まで what has it done by then (金曜日までに出す), and the other way round (九時まで待つ). */
function untilOrBy(words: readonly Word[], at: number): Proposal {
  const [{ start, end }, next] = [words[at]!, words[at + 1]];
  return next?.surface === 'に'
    ? { kind: 'particle', start, end: next.end, instead: UNTIL }
    : { kind: 'particle', start, end, instead: BY };
}

/** Whether a word that asks stands before what is denied, and nothing is asked: 何も食べていない, and never 何を. */
function isInVain(words: readonly Word[], index: number): boolean {
  if (!ASKS.test(words[index - 1]?.surface ?? '')) return false;
  const rest = words.slice(index + 1);
  if (rest.some(({ surface }) => /^(?:か|かしら|かな|[？?])$/.test(surface))) return false;
  const verb = rest.findIndex((word) => isPredicate(word));
  const behind = rest.slice(verb + 1);
  const end = behind.findIndex(({ morpheme }) => !/^(?:動詞|助動詞|助詞)$/.test(morpheme?.partOfSpeech[0] ?? ''));
  const endings = behind.slice(0, end < 0 ? undefined : end);
  return verb >= 0 && endings.some(({ morpheme }) => /^(?:ない|ぬ|ん)$/.test(morpheme?.baseForm ?? ''));
}

/** は behind a word that asks; two of them in a sentence are told apart, and may be topics (誰は来て誰は来ないか). */
const isAsked = (words: readonly Word[], at: number) =>
  words[at]!.surface === 'は' && ASKS.test(words[at - 1]?.surface ?? '');

/** Whether another を stands before the same predicate. */
export function hasAnotherObject(words: readonly Word[], index: number): boolean {
  for (const step of [-1, 1])
    for (let at = index + step; words[at] && !isClauseEnd(words[at]!); at += step)
      if (words[at]!.surface === 'を' && isCaseParticle(words[at]!)) return !isAbsolute(words, step < 0 ? at : index);
  return false;
}

/** Whether a を stands in a phrase of its own: 東京を拠点に, コーヒーを片手に, 写真をもとに. */
const isAbsolute = (words: readonly Word[], at: number) =>
  [2, 3].some(
    (ahead) => words[at + ahead]?.surface === 'に' && words[at + ahead]!.morpheme?.partOfSpeech[0] === '助詞',
  );

/**
 * Whether what is done to something stands with が as well as with を: 水が飲みたい, 窓が開けてある, 日本語が話せる, 使い方が分かりやすい.
 */
function takesEither(words: readonly Word[], index: number): boolean {
  let at = index + 1;
  while (words[at] && !isPredicate(words[at]!) && !isClauseEnd(words[at]!)) at++;
  const [verb, next] = [words[at], words[at + 1]];
  if (!verb?.morpheme || !next?.morpheme || !isPredicate(verb)) return false;
  const morphemes = words.slice(at, at + 3).map(({ morpheme }) => morpheme);
  return letsObjectTakeGa(morphemes, 0) || /^(?:れる|られる)$/.test(next.morpheme.baseForm ?? '');
}

/** Whether what is done behind a が is said with respect for who does it: 先生がお話しになる, and no 先生に. */
function isWhoIsRespected(words: readonly Word[], index: number, lexicon: Lexicon): boolean {
  let at = index + 1;
  while (words[at] && words[at]!.morpheme?.baseForm !== 'なる' && !/^[。！？!?]$/.test(words[at]!.surface)) at++;
  const between = words.slice(index + 1, at - 2);
  return (
    words[at]?.morpheme?.baseForm === 'なる' && !between.some(isPredicate) && isDoneWithRespect(words, at, lexicon)
  );
}

const isPredicate = ({ morpheme }: Word) => morpheme?.partOfSpeech[0] === '動詞' && morpheme.partOfSpeech[1] === '自立';
const isClauseEnd = ({ morpheme }: Word) =>
  !morpheme || /^(?:動詞|形容詞|助動詞|記号)$/.test(morpheme.partOfSpeech[0] ?? '');

/** Case and topic particles; the quoting と, the conjunctive が and the like are other words that only look the same. */
function isCaseParticle({ morpheme, surface }: Word): boolean {
  if (!morpheme || !PARTICLES.includes(surface)) return false;
  const [coarse, fine, finer] = morpheme.partOfSpeech;
  return (
    coarse === '助詞' &&
    ((fine === '格助詞' && finer === '一般') || fine === '係助詞' || fine === '副助詞' || fine === '連体化')
  );
}
