import type { Morpheme } from '../morphemes/morpheme.ts';
import { isDoing } from './collocations.ts';
import { isCopula } from './copula.ts';
import { conjugationForm } from './forms.ts';
import { kanjiOf, potentialOf } from './kana.ts';
import type { Morphemes } from './morphemes.ts';
import { behindEndings, describedBy, isSentenceEnd, LEANS, nounsBefore, splitCase } from './nouns.ts';

/** A word and what tells it from those that are read alike. */
interface Entry {
  /** What stands with it, as a reader is shown it: 責任を追及, 保証人. */
  readonly examples: Set<string>;
  /** Nouns that stand before it in its clause, or that it describes, with their particles. */
  readonly nouns: Map<string, string[]>;
  /** What stands directly before it, and directly behind. */
  readonly before: Set<string>;
  readonly behind: Set<string>;
}

/** Stands for the word itself in what it goes with. */
const WORD = '~';

/**
 * Words that are read alike, with what each goes with, as handbooks of usage tell them apart: 責任を追及, 利益を追求, 真理を追究.
 */
export class ReadAlike {
  /** By word, the lines of the table that it has, and the groups these are in, by number. */
  readonly #lines = new Map<string, { readonly things: string[]; readonly groups: Set<number> }>();
  /** Those that were looked at: few of the table's words stand in a text. */
  readonly #words = new Map<string, Entry>();
  /** The words of each group. */
  readonly #members: string[][] = [];
  /** By the kanji of a word (務 of 務める, so that 務め is known as well), the groups it is in. */
  readonly #groups = new Map<string, Set<number>>();
  /** Those whose words are often mistaken. */
  readonly #mistaken = new Set<number>();

  /**
   * @param table Groups of words that are read alike: a line `# reading`, with ` *` behind it where people often
   * mistake one for another, then lines `word: things …` with the word in its dictionary form, and things as `責任を` (a
   * noun and its particle), `~人` (what stands behind it) or `前年~`.
   */
  constructor(table: string) {
    for (const line of table.split('\n')) {
      if (line.startsWith('#')) {
        this.#members.push([]);
        if (line.endsWith('*')) this.#mistaken.add(this.#members.length - 1);
      }
      const [, word, things] = /^([^#:]+):(.*)/.exec(line) ?? [];
      if (word === undefined || things === undefined) continue;
      const lines = this.#lines.get(word) ?? { things: [], groups: new Set() };
      this.#lines.set(word, lines);
      const group = this.#members.length - 1;
      this.#members[group]?.push(word);
      lines.things.push(things);
      lines.groups.add(group);
      const kanji = kanjiOf(word);
      this.#groups.set(kanji, (this.#groups.get(kanji) ?? new Set()).add(group));
    }
  }

  #entry(word: string): Entry | undefined {
    const lines = this.#lines.get(word);
    const known = this.#words.get(word);
    if (known || !lines) return known;
    const entry: Entry = { examples: new Set(), nouns: new Map(), before: new Set(), behind: new Set() };
    for (const thing of lines.things.join(' ').split(' ')) if (thing !== '') addThing(entry, word, thing);
    this.#words.set(word, entry);
    return entry;
  }

  /** The groups that have two words, in any form. */
  #groupsOf(one: string, other: string): number[] {
    const others = this.#groups.get(kanjiOf(other));
    return others ? [...(this.#groups.get(kanjiOf(one)) ?? [])].filter((group) => others.has(group)) : [];
  }

  /** Whether two words, in any form, are told apart. */
  areToldApart(one: string, other: string): boolean {
    return this.#groupsOf(one, other).length > 0;
  }

  /** Whether who writes one of two words, in any form, may well have meant the other. */
  areMistaken(one: string, other: string): boolean {
    return this.#groupsOf(one, other).some((group) => this.#mistaken.has(group));
  }

  /** What a word in its dictionary form goes with, the most typical first. */
  examplesOf(word: string): readonly string[] {
    return [...(this.#entry(word)?.examples ?? [])];
  }

  /**
   * A word in its dictionary form and those it is told apart from, itself first and then those it is often mistaken
   * for; none where handbooks have none.
   */
  alike(word: string): readonly string[] {
    const groups = [...(this.#lines.get(word)?.groups ?? [])].sort(
      (one, other) => Number(this.#mistaken.has(other)) - Number(this.#mistaken.has(one)),
    );
    return [...new Set(groups.flatMap((group) => [word, ...this.#members[group]!]))];
  }

  /** Whether the word at morpheme `at` stands with something that it goes with. */
  isAtHome(morphemes: Morphemes, at: number): boolean {
    const morpheme = morphemes[at];
    if (!morpheme) return false;
    const [own, possible] = basesOf(morpheme).map((base) => this.#entry(base));
    const entries = [own, possible].filter((entry) => entry !== undefined);
    if (entries.length === 0) return false;
    const [before, behind] = [textsBefore(morphemes, at), textsBehind(morphemes, at)];
    const nouns = nounsAround(morphemes, at, possible !== undefined);
    return entries.some(
      (entry) =>
        before.some((text) => entry.before.has(text)) ||
        behind.some((text) => entry.behind.has(text)) ||
        nouns.some(({ noun, links }) => entry.nouns.get(noun)?.some((link) => links === null || links.includes(link))),
    );
  }

  /** Whether a compound has a word with what it goes with, and another the word it is told from: 保証書, 補償書. */
  isCompoundMeant(written: string, instead: string): boolean {
    return Array.from({ length: instead.length }, (_, at) => at).some((at) => {
      const [head, rest] = [instead.slice(0, at), instead.slice(at)];
      const tells = (word: string, other: string) => word !== other && this.alike(word).includes(other);
      return (
        (this.#entry(head)?.behind.has(rest) &&
          written.endsWith(rest) &&
          tells(head, written.slice(0, -rest.length))) ||
        (this.#entry(rest)?.before.has(head) && written.startsWith(head) && tells(rest, written.slice(head.length)))
      );
    });
  }
}

function addThing({ examples, nouns, before, behind }: Entry, word: string, thing: string): void {
  examples.add(thing.includes(WORD) ? thing.replace(WORD, word) : thing + word);
  const found = splitCase(thing);
  if (thing.startsWith(WORD)) behind.add(thing.slice(WORD.length));
  else if (thing.endsWith(WORD)) before.add(thing.slice(0, -WORD.length));
  else if (found) nouns.set(found.noun, [...(nouns.get(found.noun) ?? []), found.link]);
}

/** Morphemes beside a word that what stands there is made of. */
const BESIDE = 4;

/** What ends right before morpheme `at`, and what begins right behind it: whole morphemes. */
function textsBefore(morphemes: Morphemes, at: number): string[] {
  const texts: string[] = [];
  for (let i = at - 1; i >= Math.max(0, at - BESIDE) && morphemes[i]; i--)
    texts.push(morphemes[i]!.surface + (texts.at(-1) ?? ''));
  return texts;
}
function textsBehind(morphemes: Morphemes, at: number): string[] {
  const texts: string[] = [];
  for (let i = at + 1; i <= at + BESIDE && morphemes[i]; i++) texts.push((texts.at(-1) ?? '') + morphemes[i]!.surface);
  return texts;
}

/** The dictionary form, and of what may be a potential (測れる) that of what can be done. */
function basesOf({ surface, baseForm, partOfSpeech: [coarse] }: Morpheme): string[] {
  const base = baseForm ?? surface;
  const verb = coarse === '動詞' ? potentialOf(base) : null;
  return verb === null ? [base] : [base, verb];
}

/** A noun beside a word, and the particles it may stand for: null for any. */
interface Beside {
  readonly noun: string;
  readonly links: readonly string[] | null;
}

/** Particles that say nothing of the case. */
const ANY_CASE = /^(?:は|も|の|さえ|しか|だけ|ばかり|こそ|など)$/;
/** What a described noun would be to its predicate. */
const DESCRIBED = ['が', 'を'];

/**
 * The nouns that stand with a word: those with a particle before it, back to the predicate before; の only right beside
 * it; the one it is a compound with; and the one that it describes.
 * @param isPossible It says what can be done (測れる), which stands with が.
 */
function nounsAround(morphemes: Morphemes, at: number, isPossible: boolean): Beside[] {
  const found: Beside[] = nounsBefore(morphemes, at).map((noun) => ({ noun, links: null }));
  for (let i = at - 1; i > 0 && morphemes[i] && !isClauseEnd(morphemes, i); i--) {
    const { surface } = morphemes[i]!;
    if (!isCase(morphemes[i]!) || (surface === 'の' && i !== at - 1)) continue;
    const links = ANY_CASE.test(surface)
      ? null
      : surface === 'が' && (isPossible || isTurned(morphemes, at))
        ? DESCRIBED
        : [surface];
    found.push(...nounsBefore(morphemes, i).map((noun) => ({ noun, links })));
  }
  const predicate = /^(?:動詞|形容詞)$/.test(morphemes[at]!.partOfSpeech[0] ?? '') || isDoing(morphemes, at);
  const described = predicate ? describedBy(morphemes, at) : [];
  return [...found, ...described.map((noun) => ({ noun, links: DESCRIBED }))];
}

/** Whether what is done to something may stand with が there: 責任が追及された, 布が裁ってある. */
function isTurned(morphemes: Morphemes, at: number): boolean {
  const endings = morphemes.slice(at + 1, behindEndings(morphemes, at));
  return endings.some((ending) => /^(?:れる|られる|たい|ある|できる)$/.test(ending?.baseForm ?? ''));
}

const isCase = ({ partOfSpeech: [coarse, fine] }: Morpheme) =>
  coarse === '助詞' && /^(?:格助詞|係助詞|副助詞|連体化)$/.test(fine ?? '');

/** A predicate of its own, or the end of a sentence; 厳しく of 厳しく追及する is neither. */
function isClauseEnd(morphemes: Morphemes, at: number): boolean {
  const morpheme = morphemes[at]!;
  const [coarse, fine] = morpheme.partOfSpeech;
  if (isSentenceEnd(morpheme) || isCopula(morpheme)) return true;
  const isAdverb = conjugationForm(morpheme) === '連用テ接続' && !/^[てなす]/.test(morphemes[at + 1]?.surface ?? '');
  return (coarse === '動詞' && !LEANS.test(fine ?? '')) || (coarse === '形容詞' && !isAdverb);
}
