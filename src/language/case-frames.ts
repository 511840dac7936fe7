import type { Morpheme } from '../morphemes/morpheme.ts';
import { isCaseLink, predicateAt } from './collocations.ts';
import { potentialOf } from './kana.ts';
import { behindEndings, describedBy, isSentenceEnd, letsObjectTakeGa, nounsBefore, splitCase } from './nouns.ts';

type Morphemes = readonly (Morpheme | null)[];

/** A particle of a noun before a predicate, as a table of these has it. */
export type Verdict = 'right' | 'wrong';

/** Which case particles nouns have before predicates, as textbooks teach them: 橋を渡る, 友達に会う and 友達と会う. */
export class CaseFrames {
  /** By noun, the classes it is in. */
  readonly #classes = new Map<string, string[]>();
  /** By predicate, the particles of nouns and of classes (`@place`). */
  readonly #frames = new Map<string, Map<string, Set<string>>>();

  /**
   * @param table Lines `@class noun …`, and lines `predicate: things …` with the predicate in its dictionary form and
   * things as `橋を` or `@placeで`: of a noun that is there all particles it can have.
   */
  constructor(table: string) {
    for (const line of table.split('\n')) {
      const [name, ...words] = line.split(' ').filter((cell) => cell !== '');
      if (name === undefined) continue;
      if (name.startsWith('@'))
        for (const word of words) this.#classes.set(word, [...(this.#classes.get(word) ?? []), name]);
      else this.#frames.set(name.replace(/:$/, ''), framesOf(words));
    }
  }

  /**
   * What the table says of the particle at morpheme `at`: right where any predicate that its noun may belong to has it,
   * wrong where all of them have only others; undefined where it says nothing.
   */
  verdict(morphemes: Morphemes, at: number): Verdict | undefined {
    const link = morphemes[at]?.surface ?? '';
    if (!isCaseLink(link)) return undefined;
    const nouns = nounsAt(morphemes, at);
    const verdicts = headsBehind(morphemes, at).map((head) => this.#verdict(nouns, link, head));
    if (verdicts.includes('right')) return 'right';
    return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'wrong') ? 'wrong' : undefined;
  }

  #verdict(nouns: readonly string[], link: string, { base, takesEither }: Head): Verdict | undefined {
    const possible = this.#frames.has(base) ? null : potentialOf(base);
    const frames = this.#frames.get(possible ?? base);
    const names = nouns.flatMap((noun) => [noun, ...(this.#classes.get(noun) ?? [])]);
    const particles = names.flatMap((name) => [...(frames?.get(name) ?? [])]);
    if (particles.length === 0) return undefined;
    // 使い方を知る, 使い方が知れる and 使い方が知りたい.
    if ((possible !== null || takesEither) && link === 'が' && particles.includes('を')) return 'right';
    if (particles.includes(link)) return 'right';
    return JOINS.test(link) ? undefined : 'wrong';
  }
}

/** A predicate that a noun may belong to. */
interface Head {
  /** Its dictionary form, れる or せる behind it. */
  readonly base: string;
  /** What is done to something stands with が as well as with を: 水が飲みたい, 窓が開けてある, 本が読みやすい, 手紙が書きかけだ. */
  readonly takesEither: boolean;
}

/** What is somewhere beside another thing: 駅の前. */
const BESIDE = /^(?:前|横|隣|近く|そば|側|中|外|裏|向かい|上|下|あたり|周り)$/;
/** Nouns that stand for a name, by what it names. */
const LIKE_NAMES: Readonly<Record<string, string>> = { 人名: '友達', 地域: '東京' };

/** The nouns before a particle, the shortest first, with what they are beside and what is like a name. */
function nounsAt(morphemes: Morphemes, at: number): string[] {
  const nouns = nounsBefore(morphemes, at);
  const [, fine, finer] = morphemes[at - 1]?.partOfSpeech ?? [];
  const like = fine === '固有名詞' || fine === '接尾' ? LIKE_NAMES[finer ?? ''] : undefined;
  if (like !== undefined) nouns.push(like);
  if (nouns.length === 1 && BESIDE.test(nouns[0]!) && morphemes[at - 2]?.surface === 'の')
    nouns.push(...nounsBefore(morphemes, at - 2));
  return nouns;
}

/**
 * Predicates that a noun may belong to, the nearest first: behind one that describes a noun (借りた本を返す) there may be
 * another. Adjectives in い that describe have nouns seldom, and are passed over.
 */
function headsBehind(morphemes: Morphemes, at: number): Head[] {
  const heads: Head[] = [];
  for (let i = at + 1; morphemes[i] && !isSentenceEnd(morphemes[i]!); i++) {
    const base = predicateAt(morphemes, i);
    if (base === null) continue;
    const describes = describedBy(morphemes, i).length > 0;
    if (!(describes && morphemes[i]!.partOfSpeech[0] === '形容詞'))
      heads.push({ base, takesEither: takesEither(morphemes, i) });
    if (!describes) break;
    i = behindEndings(morphemes, i) - 1;
  }
  return heads;
}

function takesEither(morphemes: Morphemes, verb: number): boolean {
  const next = morphemes[verb + 1];
  return letsObjectTakeGa(morphemes, verb) || /^かける?$/.test(next?.baseForm ?? next?.surface ?? '');
}

/** と stands between nouns as well, and より compares. */
const JOINS = /^(?:と|より)$/;

function framesOf(things: readonly string[]): Map<string, Set<string>> {
  const frames = new Map<string, Set<string>>();
  for (const thing of things) {
    const found = splitCase(thing);
    if (found) frames.set(found.noun, (frames.get(found.noun) ?? new Set()).add(found.link));
  }
  return frames;
}
