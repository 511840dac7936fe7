import type { Morpheme } from '../morphemes/morpheme.ts';
import { isCopula } from './copula.ts';
import { conjugationForm, isIpadic } from './forms.ts';
import type { Morphemes } from './morphemes.ts';
import { isSentenceEnd } from './nouns.ts';
import { SURU } from './suru.ts';

/** Two words that stand in a relation: 席 を 外す, 家 の 近く, 静か な 部屋, 左右 対称. */
export interface Collocation {
  /** The word that depends on the other, in its dictionary form; of a name what it names (`*地域`). */
  readonly dependent: string;
  /** The case particle or の between them, な of what describes; empty where there is none. */
  readonly link: string;
  /** The word it depends on, in its dictionary form; れる or せる behind that where it has them. */
  readonly head: string;
}

/**
 * The collocations of a text, by part of speech and place alone: nouns with a case particle before a verb or an
 * adjective, back to the predicate before it, and nouns and adjectives right before a noun. (Kawahara and Kurohashi
 * 2006, "Case Frame Compilation from the Web using High-Performance Computing", have the arguments of predicates so,
 * by a parser.) What is between, such as adverbs and what は marks, is passed over; numbers go with anything and are
 * left uncounted. None of morphemes whose columns are not IPADIC's.
 */
export function collocationsOf(morphemes: readonly Morpheme[]): Collocation[] {
  const found: Collocation[] = [];
  let cases: Omit<Collocation, 'head'>[] = [];
  for (const [at, morpheme] of morphemes.entries()) {
    if (!isIpadic(morpheme)) return [];
    const next = morphemes[at + 1];
    if (isSentenceEnd(morpheme)) cases = [];
    const head = predicateAt(morphemes, at);
    if (head !== null) {
      // 水が飲みたい says of 飲む that it takes が, which it does not.
      const wished = next?.baseForm === 'たい';
      found.push(...cases.filter(({ link }) => !wished || link !== 'が').map((one) => ({ ...one, head })));
      cases = [];
      if (isDoing(morphemes, at)) continue;
    }
    const dependent = dependentOf(morpheme);
    if (!next) continue;
    if (isNoun(morpheme) && isCase(next)) cases.push({ dependent: dependent ?? UNCOUNTED, link: next.surface });
    if (dependent === null) continue;
    const link = isAttributive(next) ? next.surface : '';
    const noun = link === '' ? next : morphemes[at + 2];
    if (
      noun &&
      (isHeadNoun(noun) || (link === '' && isSuffix(noun))) &&
      (isNoun(morpheme) || conjugationForm(morpheme) === '基本形')
    )
      found.push({ dependent, link, head: noun.surface });
  }
  return found;
}

/** What stands between a noun and its predicate. */
export const CASES: readonly string[] = ['が', 'を', 'に', 'で', 'と', 'へ', 'から', 'より', 'まで'];

/** Whether a link is a particle that says what a noun is to a predicate. */
export const isCaseLink = (link: string): boolean => CASES.includes(link);

const isNoun = ({ partOfSpeech: [coarse, fine] }: Morpheme) =>
  coarse === '名詞' && fine !== '非自立' && fine !== '特殊';
const isHeadNoun = (morpheme: Morpheme) =>
  isNoun(morpheme) && morpheme.known && !/^(?:固有名詞|数|接尾|代名詞)$/.test(morpheme.partOfSpeech[1] ?? '');
/** What makes a word of a noun: 状 of 紹介状, 家 of 専門家; not what numbers and names have behind them. */
const isSuffix = ({ known, partOfSpeech: [coarse, fine, finer] }: Morpheme) =>
  known && coarse === '名詞' && fine === '接尾' && /^(?:一般|サ変接続|形容動詞語幹|副詞可能)$/.test(finer ?? '');
/** まで is a case to whoever reads (駅まで歩く), and no 格助詞 to IPADIC. */
const isCase = ({ surface, partOfSpeech: [coarse, fine, finer] }: Morpheme) =>
  coarse === '助詞' && ((fine === '格助詞' && finer === '一般') || surface === 'まで') && isCaseLink(surface);
/** の, and な of だ. */
const isAttributive = (morpheme: Morpheme) =>
  (morpheme.surface === 'の' && morpheme.partOfSpeech[1] === '連体化') ||
  (morpheme.surface === 'な' && conjugationForm(morpheme) === '体言接続');

/** Names are what they are the name of: places are gone to, people are asked. */
const NAMES: ReadonlySet<string | undefined> = new Set(['人名', '地域', '組織']);

/** Stands for a number, a name of no kind or an unknown word, of which nothing is counted. */
export const UNCOUNTED = '';

/** Stands for any word; with what it names behind it, for any name of that kind. No word begins with it. */
export const ANY = '*';

/** The dictionary form of a noun or an adjective that can depend on another word. */
function dependentOf(morpheme: Morpheme): string | null {
  const { surface, baseForm, known, partOfSpeech } = morpheme;
  const [coarse, fine, finer] = partOfSpeech;
  if (fine === '固有名詞' && NAMES.has(finer)) return `${ANY}${finer}`;
  if (!known || fine === '数' || fine === '固有名詞') return null;
  return isNoun(morpheme) || (coarse === '形容詞' && fine === '自立') ? (baseForm ?? surface) : null;
}

const DOING: ReadonlySet<string> = new Set([...SURU, 'くださる', '下さる']);

/** Whether a noun that says what is done is done here: 出席|する, 出席|でき|ない. */
export const isDoing = (morphemes: Morphemes, at: number): boolean =>
  morphemes[at]?.partOfSpeech[1] === 'サ変接続' && DOING.has(morphemes[at + 1]?.baseForm ?? '');

/** 良く of 良く効く, 厳しく of 厳しく追及する; 高く of 高くなる says what becomes of its subject. */
const isAdverbial = (morphemes: Morphemes, at: number) =>
  morphemes[at]!.partOfSpeech[0] === '形容詞' &&
  conjugationForm(morphemes[at]!) === '連用テ接続' &&
  (isDoing(morphemes, at + 1) ||
    (morphemes[at + 1]?.partOfSpeech[0] === '動詞' && !/^(?:なる|する)$/.test(morphemes[at + 1]!.baseForm ?? '')));

/**
 * The dictionary form of a verb, an adjective, or a noun that describes or says what is done, with れる and せる behind it.
 */
export function predicateAt(morphemes: Morphemes, at: number): string | null {
  const morpheme = morphemes[at];
  if (!morpheme) return null;
  const [coarse, fine] = morpheme.partOfSpeech;
  const doing = isDoing(morphemes, at);
  const next = morphemes[at + 1];
  if (fine === '形容動詞語幹' && next && isCopula(next)) return morpheme.surface;
  if (!doing && !((coarse === '動詞' || coarse === '形容詞') && fine === '自立')) return null;
  if (isAdverbial(morphemes, at)) return null;
  const base = morpheme.baseForm ?? morpheme.surface;
  const voice = morphemes[at + (doing ? 2 : 1)];
  if (voice?.partOfSpeech[0] !== '動詞' || voice.partOfSpeech[1] !== '接尾') return base;
  if (/^(?:れる|られる)$/.test(voice.baseForm ?? '')) return `${base}れる`;
  return /^(?:せる|させる)$/.test(voice.baseForm ?? '') ? `${base}せる` : base;
}
