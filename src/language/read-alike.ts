import type { Morpheme } from '../morphemes/morpheme.ts';
import { isDoing } from './collocations.ts';
import { conjugationForm } from './forms.ts';
import { kanjiOf, potentialOf } from './kana.ts';
import { behindEndings, LEANS, nounsBefore, nounsFrom } from './nouns.ts';

type Morphemes = readonly (Morpheme | null)[];

/** A word and what tells it from those that are read alike. */
interface Entry {
  /** What stands with it, as a reader is shown it: 責任を追及, 保証人. */
  readonly examples: string[];
  /** Nouns that stand before it in its clause, or that it describes. */
  readonly nouns: Set<string>;
  /** What stands directly before it, and directly behind. */
  readonly before: string[];
  readonly behind: string[];
  /** The groups it is in, by number. */
  readonly groups: Set<number>;
}

/** Stands for the word itself in what it goes with. */
const WORD = '~';

/**
 * Words that are read alike, with what each goes with, as handbooks of usage tell them apart: 責任を追及, 利益を追求, 真理を追究.
 */
export class ReadAlike {
  readonly #words = new Map<string, Entry>();
  /** The words of each group. */
  readonly #members: string[][] = [];
  /** By the kanji of a word (務 of 務める, so that 務め is known as well), the groups whose words are often mistaken. */
  readonly #mistaken = new Map<string, Set<number>>();

  /**
   * @param table Groups of words that are read alike: a line `# reading`, with ` *` behind it where people often
   * mistake one for another, then lines `word: things …` with the word in its dictionary form, and things as `責任を` (a
   * noun and its particle), `~人` (what stands behind it) or `前年~`.
   */
  constructor(table: string) {
    let isMistaken = false;
    for (const line of table.split('\n')) {
      if (line.startsWith('#')) {
        this.#members.push([]);
        isMistaken = line.endsWith('*');
      }
      const [, word, things] = /^([^#:]+):(.*)/.exec(line) ?? [];
      if (word === undefined || things === undefined) continue;
      const entry = this.#entry(word);
      const group = this.#members.length - 1;
      this.#members[group]?.push(word);
      entry.groups.add(group);
      if (isMistaken) {
        const kanji = kanjiOf(word);
        this.#mistaken.set(kanji, (this.#mistaken.get(kanji) ?? new Set()).add(group));
      }
      for (const thing of things.split(' ').filter((one) => one !== '')) addThing(entry, word, thing);
    }
  }

  #entry(word: string): Entry {
    const known = this.#words.get(word);
    if (known) return known;
    const entry: Entry = { examples: [], nouns: new Set(), before: [], behind: [], groups: new Set() };
    this.#words.set(word, entry);
    return entry;
  }

  /** Whether who writes one of two words, in any form, may well have meant the other. */
  areMistaken(one: string, other: string): boolean {
    const others = this.#mistaken.get(kanjiOf(other));
    return others !== undefined && [...(this.#mistaken.get(kanjiOf(one)) ?? [])].some((group) => others.has(group));
  }

  /** What a word in its dictionary form goes with, the most typical first. */
  examplesOf(word: string): readonly string[] {
    return this.#words.get(word)?.examples ?? [];
  }

  /** A word in its dictionary form and those it is told apart from, itself first; none where handbooks have none. */
  alike(word: string): readonly string[] {
    const groups = this.#words.get(word)?.groups ?? [];
    return [...new Set([...groups].flatMap((group) => [word, ...this.#members[group]!]))];
  }

  /** Whether the word at morpheme `at` stands with something that it goes with. */
  isAtHome(morphemes: Morphemes, at: number): boolean {
    const morpheme = morphemes[at];
    if (!morpheme) return false;
    const [before, behind] = [textOf(morphemes.slice(0, at)), textOf(morphemes.slice(at + 1))];
    return (
      this.#hasInside(morpheme.surface) ||
      basesOf(morpheme).some((base) => {
        const entry = this.#words.get(base);
        return (
          entry !== undefined &&
          (entry.before.some((text) => before.endsWith(text)) ||
            entry.behind.some((text) => behind.startsWith(text)) ||
            nounsAround(morphemes, at).some((noun) => entry.nouns.has(noun)))
        );
      })
    );
  }

  /** Whether a word of the dictionary is made of one that is told apart and what that goes with: 保証|書. */
  #hasInside(surface: string): boolean {
    for (let at = 1; at < surface.length; at++) {
      const [head, rest] = [surface.slice(0, at), surface.slice(at)];
      if (this.#words.get(head)?.behind.includes(rest) || this.#words.get(rest)?.before.includes(head)) return true;
    }
    return false;
  }
}

function addThing({ examples, nouns, before, behind }: Entry, word: string, thing: string): void {
  examples.push(thing.includes(WORD) ? thing.replace(WORD, word) : thing + word);
  if (thing.startsWith(WORD)) behind.push(thing.slice(WORD.length));
  else if (thing.endsWith(WORD)) before.push(thing.slice(0, -WORD.length));
  else nouns.add(thing.replace(/(?:から|まで|[がをにでとのへ])$/, ''));
}

const textOf = (morphemes: Morphemes) => morphemes.map((morpheme) => morpheme?.surface ?? '\n').join('');

/** The dictionary form, and of what may be a potential (測れる) that of what can be done. */
function basesOf({ surface, baseForm, partOfSpeech: [coarse] }: Morpheme): string[] {
  const base = baseForm ?? surface;
  const verb = coarse === '動詞' ? potentialOf(base) : null;
  return verb === null ? [base] : [base, verb];
}

/**
 * The nouns that stand with a word: those with a particle before it, back to the predicate before; の only right beside
 * it; the one it is a compound with; and the one that it describes.
 */
function nounsAround(morphemes: Morphemes, at: number): string[] {
  const found = nounsBefore(morphemes, at);
  for (let i = at - 1; i > 0 && morphemes[i] && !isClauseEnd(morphemes, i); i--)
    if (isCase(morphemes[i]!) && (morphemes[i]!.surface !== 'の' || i === at - 1))
      found.push(...nounsBefore(morphemes, i));
  return [...found, ...described(morphemes, at)];
}

/** The noun that a predicate describes: 布 of 裁った布, 部屋 of 暑い部屋. */
function described(morphemes: Morphemes, at: number): string[] {
  const isPredicate = /^(?:動詞|形容詞)$/.test(morphemes[at]!.partOfSpeech[0] ?? '') || isDoing(morphemes, at);
  return isPredicate ? nounsFrom(morphemes, behindEndings(morphemes, at)) : [];
}

const isCase = ({ partOfSpeech: [coarse, fine] }: Morpheme) =>
  coarse === '助詞' && /^(?:格助詞|係助詞|副助詞|連体化)$/.test(fine ?? '');

/** A predicate of its own, or the end of a sentence; 厳しく of 厳しく追及する is neither. */
function isClauseEnd(morphemes: Morphemes, at: number): boolean {
  const morpheme = morphemes[at]!;
  const [coarse, fine] = morpheme.partOfSpeech;
  if (/^[。！？!?\n]$/.test(morpheme.surface)) return true;
  const isAdverb = conjugationForm(morpheme) === '連用テ接続' && !/^[てなす]/.test(morphemes[at + 1]?.surface ?? '');
  return (coarse === '動詞' && !LEANS.test(fine ?? '')) || (coarse === '形容詞' && !isAdverb);
}
