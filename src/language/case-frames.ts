import type { Morpheme } from '../morphemes/morpheme.ts';
import { ANY, isCaseLink, isDoing, predicateAt } from './collocations.ts';
import { conjugationForm } from './forms.ts';
import { potentialOf } from './kana.ts';
import { verbOfStem } from './keigo.ts';
import type { Morphemes } from './morphemes.ts';
import {
  behindEndings,
  describedBy,
  isSentenceEnd,
  letsObjectTakeGa,
  nounsBefore,
  PARTICLE,
  UNTIL,
  BY,
} from './nouns.ts';
import { isAble } from './suru.ts';

/** A particle of a noun before a predicate, as a table of these has it: possible where any noun can have it there. */
export type Verdict = 'right' | 'possible' | 'wrong';

/** Which case particles nouns have before predicates, as textbooks teach them: 橋を渡る, 友達に会う and 友達と会う. */
export class CaseFrames {
  /** By noun, the classes it is in. */
  readonly #classes = new Map<string, string[]>();
  /** By predicate, what the table has of it. */
  readonly #lines = new Map<string, readonly string[]>();
  /** Of those that were looked at, the particles of nouns and of classes (`@place`). */
  readonly #frames = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>();

  /**
   * @param table Lines `@class noun …`, and lines `predicate: things …` with the predicate in its dictionary form and
   * things as `橋を・から` or `@placeで`: of a noun that is there all particles it can have. `*が` is of any noun. A
   * predicate may have a noun before it (`電話をかける`), or any (`*になる`), and stands for itself with that noun then.
   */
  constructor(table: string) {
    for (const line of table.split('\n')) {
      const [name, ...words] = line.split(' ').filter((cell) => cell !== '');
      if (name === undefined) continue;
      if (name.startsWith('@'))
        for (const word of words) this.#classes.set(word, [...(this.#classes.get(word) ?? []), name]);
      else this.#lines.set(name.replace(/:$/, ''), words);
    }
  }

  /**
   * What the table says of the particle at morpheme `at`: right (or possible) where any predicate that its noun may
   * belong to has it, wrong where all of them have only others; undefined where it says nothing.
   */
  verdict(morphemes: Morphemes, at: number): Verdict | undefined {
    const link = linkAt(morphemes, at);
    if (link === null) return undefined;
    const nouns = nounsAt(morphemes, at);
    const verdicts = this.#headsBehind(morphemes, at).map((head) => this.#verdict(nouns, link, head));
    const first = (['right', 'possible'] as const).find((verdict) => verdicts.includes(verdict));
    if (first) return first;
    const isWrong = verdicts.length > 0 && verdicts.every((verdict) => verdict === 'wrong');
    return isWrong && !standsAnywhere(morphemes, at) ? 'wrong' : undefined;
  }

  #verdict(nouns: readonly string[], link: string, { base, takesEither, isLast, lasts }: Head): Verdict | undefined {
    // 九時まで閉まっている, and not 九時まで閉まる.
    if (lasts && ofTime(link)) return undefined;
    const possible = this.#lines.has(base) ? null : potentialOf(base);
    const frames = this.#framesOf(possible ?? base);
    const names = nouns.flatMap((noun) => [noun, ...(this.#classes.get(noun) ?? [])]);
    const particles = names.flatMap((name) => [...(frames?.get(name) ?? [])]);
    // Behind 急いで there may be another predicate that any noun belongs to; and what the table has of a noun is all.
    const ofAny = isLast && particles.length === 0 ? [...(frames?.get(ANY) ?? [])] : [];
    if (particles.length + ofAny.length === 0) return undefined;
    // 使い方を知る, 使い方が知れる and 使い方が知りたい.
    if ((possible !== null || takesEither) && link === 'が' && particles.includes('を')) return 'right';
    if (particles.includes(link)) return 'right';
    if (ofAny.includes(link)) return 'possible';
    // 腹を立てる is no 立つ.
    return JOINS.test(link) || (possible !== null && link === 'を') ? undefined : 'wrong';
  }

  /**
   * Predicates that a noun may belong to, the nearest first: behind one that describes a noun (借りた本を返す) there may be
   * another. Adjectives in い that describe have nouns seldom, and are passed over.
   */
  #headsBehind(morphemes: Morphemes, at: number): Head[] {
    const heads: Head[] = [];
    for (let i = at + 1; morphemes[i] && !isSentenceEnd(morphemes[i]!); i++) {
      const base = predicateAt(morphemes, i);
      if (base === null) continue;
      const describes = describedBy(morphemes, i).length > 0;
      const behind = behindEndings(morphemes, i);
      if (!(describes && morphemes[i]!.partOfSpeech[0] === '形容詞'))
        heads.push({
          base: isPartOfVerb(morphemes, i) ? '' : this.#nameOf(morphemes, i, base, at),
          takesEither: takesEither(morphemes, i),
          isLast: !describes && !goesOn(morphemes, behind) && !makesSo(morphemes, i),
          lasts: morphemes.slice(i + 1, behind).some((ending) => LASTS.test(ending?.baseForm ?? '')),
        });
      if (!describes && !isPurpose(morphemes, behind)) break;
      i = behind - 1;
    }
    return heads;
  }

  /** What the table calls a predicate: with the noun before it where that, too, is behind morpheme `from`. */
  #nameOf(morphemes: Morphemes, at: number, base: string, from: number): string {
    const link = morphemes[at - 1]?.surface ?? '';
    const nouns = at - 1 > from && isCaseLink(link) ? nounsBefore(morphemes, at - 1) : [];
    const any = nouns.length > 0 && !HONORED.test(nouns.at(-1)!) ? [ANY] : [];
    const names = [...nouns.reverse(), ...any].map((noun) => noun + link + base);
    const honored = verbHonored(base);
    return [...names, base, ...(honored === null ? [] : [honored])].find((name) => this.#lines.has(name)) ?? base;
  }

  #framesOf(predicate: string): ReadonlyMap<string, ReadonlySet<string>> | undefined {
    const things = this.#lines.get(predicate);
    if (things && !this.#frames.has(predicate)) this.#frames.set(predicate, framesOf(things));
    return this.#frames.get(predicate);
  }
}

/** A predicate that a noun may belong to. */
interface Head {
  /** What the table calls it: its dictionary form, れる or せる behind it; empty of a part of a verb. */
  readonly base: string;
  /** What is done to something stands with が as well as with を: 水が飲みたい, 窓が開けてある, 本が読みやすい, 手紙が書きかけだ. */
  readonly takesEither: boolean;
  /** Whether nothing behind it can have its nouns: its clause neither describes nor goes on. */
  readonly isLast: boolean;
  /** Whether it is a state: 閉まっている, 届かない, 提出できる. */
  readonly lasts: boolean;
}

/** A case particle; までに is another than まで. */
function linkAt(morphemes: Morphemes, at: number): string | null {
  const link = morphemes[at]?.surface ?? '';
  if (!isCaseLink(link)) return null;
  return link === UNTIL && morphemes[at + 1]?.surface === 'に' ? BY : link;
}
const ofTime = (link: string) => link === UNTIL || link === BY;
const LASTS = /^(?:いる|ある|おく|てる|でる|ない|ぬ|ん|できる|れる|られる)$/;

/** Whether a particle may belong to more than the predicate: 海外への旅行, 日本では, 東京を中心に, 年に一度, 明日から. */
function standsAnywhere(morphemes: Morphemes, at: number): boolean {
  const [noun, link, next] = [morphemes[at - 1], morphemes[at]!.surface, morphemes[at + 1]?.surface ?? ''];
  if (next === 'の' || (link === 'で' && /^(?:は|も|さえ)$/.test(next))) return true;
  if (link === 'を' && morphemes[at + 2]?.surface === 'に') return morphemes[at + 3]?.baseForm !== 'なる';
  // 前 and 上 are times as well, but seldom.
  if (BESIDE.test(noun?.surface ?? '')) return false;
  return (
    /^(?:に|から)$/.test(link) &&
    /^(?:副詞可能|助数詞)$/.test(noun?.partOfSpeech[noun.partOfSpeech[1] === '接尾' ? 2 : 1] ?? '')
  );
}

/** Whether what is behind a verb goes for it: 駅に迎えに行く. */
const isPurpose = (morphemes: Morphemes, behind: number) =>
  morphemes[behind]?.surface === 'に' &&
  /^(?:行く|いく|来る|くる|帰る|戻る|出る|出かける)$/.test(morphemes[behind + 1]?.baseForm ?? '');

/** What is done by somebody honored, and not what becomes of something: お飲みになる; お受け取りください is 受け取る. */
const HONORED = /^[おご御]/;
function verbHonored(base: string): string | null {
  const [, stem] = /^お(.+[ぁ-ん])$/.exec(base) ?? [];
  return stem === undefined ? null : verbOfStem(stem);
}

/** 乗り of 乗り間違える, which takes を. */
const isPartOfVerb = (morphemes: Morphemes, at: number) =>
  morphemes[at]!.partOfSpeech[0] === '動詞' &&
  morphemes[at + 1]?.partOfSpeech[0] === '動詞' &&
  morphemes[at + 1]!.partOfSpeech[1] === '自立' &&
  /^[^ぁ-ん]/.test(morphemes[at + 1]!.surface);

/** Whether a verb stands right behind an adjective, and has nouns of its own: 量を少なくする, 話を面白がる. */
const makesSo = (morphemes: Morphemes, at: number) =>
  morphemes[at]!.partOfSpeech[0] === '形容詞' && morphemes[at + 1]?.partOfSpeech[0] === '動詞';

/** Whether a clause goes on behind the endings of its predicate: 急いで読む, 難しいと思う; 急いで、 does not. */
function goesOn(morphemes: Morphemes, behind: number): boolean {
  const [last, next] = [morphemes[behind - 1], morphemes[behind]];
  if (!last || !next || /^[、。！？!?]$/.test(next.surface)) return false;
  return (
    /^[てで]$/.test(last.surface) ||
    /^(?:接続助詞|副助詞)$/.test(next.partOfSpeech[1] ?? '') ||
    /^(?:と|って)$/.test(next.surface) ||
    conjugationForm(last).startsWith('連用')
  );
}

/** What is somewhere beside another thing: 駅の前. */
const BESIDE = /^(?:前|横|隣|近く|そば|側|中|外|裏|向かい|上|下|あたり|周り)$/;
/** Nouns that stand for a name, by what it names. */
const LIKE_NAMES: Readonly<Record<string, string>> = { 人名: '友達', 地域: '東京' };

/** The nouns before a particle, the shortest first, with what they are beside and what is like a name. */
function nounsAt(morphemes: Morphemes, at: number): string[] {
  const [before, particle] = [morphemes[at - 1], morphemes[at]!];
  // 雨がやむまで待つ.
  if (particle.surface === UNTIL && before?.partOfSpeech[0] === '動詞') return ['時'];
  const [last, ...compounds] = nounsBefore(morphemes, at);
  if (last === undefined) return [];
  const nouns = [...(isPart(before!) && compounds.length > 0 ? [] : [last]), ...compounds];
  if (CALLS.test(last)) nouns.push(...nounsBefore(morphemes, at - 1));
  const [, fine, finer] = before!.partOfSpeech;
  // Others of that class are amounts: 全部を出す.
  if (fine === '副詞可能' && /^(?:に|から|まで)$/.test(particle.surface) && !BESIDE.test(last)) nouns.push('時');
  const like = fine === '固有名詞' || fine === '接尾' ? LIKE_NAMES[finer ?? ''] : undefined;
  if (like !== undefined) nouns.push(like);
  if (nouns.length === 1 && BESIDE.test(last) && morphemes[at - 2]?.surface === 'の')
    nouns.push(...nounsBefore(morphemes, at - 2));
  return nouns;
}

/** 家 of 小説家 is none; 時 of 九時 is. */
const isPart = ({ partOfSpeech: [coarse, fine, finer] }: Morpheme) =>
  coarse === '名詞' && fine === '接尾' && finer !== '助数詞';
/** What stands behind people: 店員さん, 先生方. */
const CALLS = /^(?:さん|様|さま|君|くん|ちゃん|たち|達|ら|方|がた)$/;

function takesEither(morphemes: Morphemes, verb: number): boolean {
  const next = morphemes[verb + 1];
  if (isDoing(morphemes, verb) && isAble(next!)) return true;
  return letsObjectTakeGa(morphemes, verb) || /^かける?$/.test(next?.baseForm ?? next?.surface ?? '');
}

/** と stands between nouns as well, and より compares. */
const JOINS = /^(?:と|より)$/;

/** A noun with all its particles. */
const THING = new RegExp(`^(.+?)((?:${PARTICLE})(?:・(?:${PARTICLE}))*)$`);

function framesOf(things: readonly string[]): Map<string, Set<string>> {
  const frames = new Map<string, Set<string>>();
  for (const thing of things) {
    const [, noun, links] = THING.exec(thing) ?? [];
    if (noun === undefined || links === undefined) continue;
    frames.set(noun, new Set([...(frames.get(noun) ?? []), ...links.split('・')]));
  }
  return frames;
}
