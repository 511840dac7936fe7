import type { WordClass } from './names.ts';
import { ALL_HAN, E_ROW, HAN, HIRAGANA, I_ROW, U_ROW, UNREAD, toHiragana } from './kana.ts';
import { expressionMeanings } from './expressions.ts';
import { inNewKanji } from './old-kanji.ts';
import { particleMeanings } from './particles.ts';
import { SortedLines } from './sorted-lines.ts';

/** How the pack writes the parts of speech that a sense has. */
export const partLetters: { readonly [C in WordClass]: string } = {
  noun: 'n',
  name: 'n',
  pronoun: 'o',
  number: 'u',
  verb: 'v',
  adjective: 'a',
  naAdjective: 'j',
  adverb: 'd',
  particle: 'p',
  auxiliary: 'x',
  adnominal: 'r',
  conjunction: 'c',
  interjection: 'i',
  prefix: 'f',
  suffix: 's',
  symbol: '-',
  other: 'e',
};

/**
 * The parts of speech that a sense of a word may have: to IPADIC what counts things (三つ) is a noun; conjunctions are
 * adverbs as well.
 */
const ownLetters: { readonly [C in WordClass]: string } = {
  ...partLetters,
  noun: partLetters.noun + partLetters.number,
  conjunction: partLetters.conjunction + partLetters.adverb,
};

/** Parts of speech that dictionaries divide otherwise: what EDICT calls a noun may be an adverb to IPADIC. */
const akin: { readonly [C in WordClass]?: string } = {
  pronoun: 'nd',
  number: 'n',
  naAdjective: 'n',
  adverb: 'ne',
  noun: 'jdois',
  adnominal: 'e',
  conjunction: 'dpe',
  particle: 'ecx',
  auxiliary: 'ape',
  interjection: 'e',
  suffix: 'njxp',
};

const MOST = 3;

/** What is known of a word whose meaning is asked for. */
export interface Asked {
  /** Dictionary form, as written. */
  readonly base: string;
  /** Of the dictionary form, in kana; null where it is not known or the writing says it. */
  readonly reading: string | null;
  readonly class: WordClass;
  /** IPADIC's finer part of speech, where it is known. */
  readonly fine?: string | undefined;
}

/**
 * Meanings by word, from the pack that scripts/edict writes: lines of `written, reading, senses` sorted by what is
 * written.
 */
export class Meanings {
  readonly #lines: SortedLines;

  constructor(text: string) {
    this.#lines = new SortedLines(text);
  }

  /**
   * At most three short English glosses of a word, those of its part of speech first (`only`: no others); none where it
   * is not in the dictionary.
   */
  of({ base, reading, class: kind, fine }: Asked, { only = false } = {}): string[] {
    // What somebody begins to say, and breaks off.
    if (kind === 'other' && ONE_KANA.test(base)) return [];
    const told = expressionMeanings(base) ?? particleMeanings(base, kind, fine);
    if (told) return [...told];
    const readings = reading === null ? null : readingsOf(base, reading).map(toHiragana);
    // Katakana may be there for stress (ボク), but not in names.
    const isStressed = kind !== 'name' && STRESSED.test(base) && !this.has(base);
    const spelt = isStressed ? toHiragana(base) : base;
    const entries = this.#readAs(spelt, readings, kind).map(([, senses = '']) => sensesOf(senses));
    const all = inTurn(entries, readings === null && UNREAD.test(spelt));
    const having = (wanted: string) => all.filter(({ letters }) => hasAny(letters, wanted));
    const adverbs = fine === WHEN && HIRAGANA.test(spelt) ? entries.filter(isAdverb).flat() : [];
    // What one exclaims where it is no adverb: まさか.
    const exclaims = kind === 'adverb' && having(partLetters.adverb).length === 0;
    const letters = ownLetters[kind] + (fine === WHEN ? partLetters.adverb : exclaims ? partLetters.interjection : '');
    const own = [...adverbs, ...having(letters).sort((a, b) => distanceFrom(kind, a) - distanceFrom(kind, b))];
    const related = having(akin[kind] ?? '');
    const chosen = own.length > 0 || only ? own : related.length > 0 || isGuess(spelt, kind) ? related : all;
    const isNoun = kind === 'noun' || kind === 'naAdjective' || (kind === 'verb' && nounOf(spelt) !== spelt);
    if (entries.length === 0 && !only && isNoun) return this.#partly(spelt, reading && nounOf(reading));
    return differing(chosen).slice(0, MOST);
  }

  /** Whether a word is in the dictionary as it is written. */
  has(written: string): boolean {
    return this.#lines.of(written).length > 0;
  }

  /** Whether two writings are of one word: read alike and with the same senses (墜ちる, 落ちる; 固い, 硬い). */
  isSameWord(one: string, other: string): boolean {
    const known = this.#lines.of(one);
    return this.#lines
      .of(other)
      .some(([reading, senses]) => known.some(([own, meant]) => own === reading && meant === senses));
  }

  /**
   * The entries of a word that are read so; where none is, those that are written so: an author's ruby may be another
   * word (強敵, とも). But people's names say nothing, only those of places do, and verbs that are read otherwise are
   * others.
   */
  #readAs(base: string, readings: readonly string[] | null, kind: WordClass): string[][] {
    const all = this.#entries(base, kind);
    const read = (entries: string[][]) =>
      entries.filter(([own]) => !readings || !own || readings.includes(toHiragana(own)));
    const own = read(all);
    if (own.length > 0) return own;
    // 熱し is 熱する: IPADIC conjugates these as 五段 verbs, too.
    const suru = kind === 'verb' && base.endsWith('す') ? `${base.slice(0, -1)}する` : null;
    const verb = suru === null ? [] : this.#lines.of(suru).filter(([one]) => !readings || one === `${readings[0]}る`);
    if (verb.length > 0) return verb;
    if (kind === 'verb') return [];
    return kind === 'name' ? all.filter(([, senses = '']) => /^[a-z]+:[A-Z]/.test(senses)) : all;
  }

  /** What is known of a word that is no entry: that of whom it calls さん, or what its two parts mean (排出量, 泥だらけ). */
  #partly(base: string, reading: string | null): string[] {
    const called = base.replace(TITLE, '');
    if (called !== base && called !== '') return this.of({ base: called, reading: null, class: 'noun' });
    const noun = nounOf(base);
    if (!HAN.test(noun)) return [];
    const places = Array.from({ length: noun.length - 1 }, (_, i) => noun.length - 1 - i);
    for (const at of PREFIXED.test(noun) ? [1, ...places] : places) {
      const [head, tail] = [noun.slice(0, at), noun.slice(at)];
      const first = this.#partOf(head, (own) => !reading || reading.startsWith(own));
      const last = this.#partOf(tail, (own) => !reading || reading.endsWith(own));
      if (first && last && isPart(head) && isPart(tail))
        return [`${head}: ${firstOf(first, partLetters.noun)}`, `${tail}: ${firstOf(last, partLetters.suffix)}`];
    }
    return [];
  }

  /** The entry of a part that is read so, or, as sounds change within words, the only one. */
  #partOf(written: string, isRead: (own: string) => boolean): string[] | undefined {
    const all = this.#lines.of(written);
    return all.find(([own]) => !own || isRead(toHiragana(own))) ?? (all.length === 1 ? all[0] : undefined);
  }

  /** する and になる make verbs of nouns, and お and ご make them polite: the dictionary has the noun. お送りする is 送る. */
  #entries(base: string, kind: WordClass): string[][] {
    const own = this.#lines.of(base);
    if (own.length > 0) return own;
    const current = inNewKanji(base);
    if (current !== base) return this.#entries(current, kind);
    const verb = verbsOf(base)
      .map((one) => this.#lines.of(one))
      .find((lines) => lines.length > 0);
    if (verb) return verb;
    const noun = nounOf(base);
    const named = noun === base ? [] : this.#lines.of(noun);
    if (named.length > 0) return named;
    if (POLITE.test(noun))
      return this.#lines.of(bareOf(noun)).filter(([, senses = '']) => isPolite(noun, senses, kind));
    const whole =
      kind === 'name' || !ALL_HAN.test(noun) ? [] : [...LEFT_OUT].map((kana) => this.#lines.of(noun + kana));
    const written = whole.find((lines) => lines.length > 0);
    if (written) return written;
    // What a verb says, as a noun: 癒し, 気づき.
    return stemOf(noun).flatMap((one) => this.#lines.of(one));
  }
}

/** Glosses that a word has together, and the parts of speech that it has with them. */
interface Sense {
  readonly letters: string;
  readonly glosses: string;
}

const sensesOf = (line: string): Sense[] =>
  line.split('|').map((sense) => {
    const colon = sense.indexOf(':');
    return { letters: sense.slice(0, colon), glosses: sense.slice(colon + 1) };
  });

const hasAny = (letters: string, wanted: string): boolean => [...letters].some((letter) => wanted.includes(letter));

/** The senses of several entries: all of one after the other, or, of words that are as likely, one of each in turn. */
const inTurn = (entries: readonly (readonly Sense[])[], alike: boolean): Sense[] =>
  alike
    ? Array.from({ length: Math.max(0, ...entries.map(({ length }) => length)) }, (_, i) =>
        entries.flatMap((senses) => senses.slice(i, i + 1)),
      ).flat()
    : entries.flat();

/** IPADIC's nouns that say when or how much. */
const WHEN = '副詞可能';

/** Whether a word is an adverb and no noun: いつか, someday, beside the fifth day. */
const isAdverb = (senses: readonly Sense[]): boolean =>
  senses.every(({ letters }) => letters.includes(partLetters.adverb) && !letters.includes(partLetters.noun));

/** The glosses of each sense, once each; none of a sense that says nothing new. */
function differing(senses: readonly Sense[]): string[] {
  const said = new Set<string>();
  return senses.flatMap(({ glosses }) => {
    const own = [...new Set(glosses.split('; '))];
    if (own.every((gloss) => said.has(gloss))) return [];
    for (const gloss of own) said.add(gloss).add(gloss.replace(/ \([^()]*\)$/, ''));
    return [own.join('; ')];
  });
}

/**
 * How far a sense is from what a word of its class means first: particles that join clauses are conjunctions, too,
 * which と beside a noun is not; what is a noun by itself, too, is no suffix first (台: 150円台). What else a
 * conjunction may be comes later.
 */
const distanceFrom = (kind: WordClass, { letters }: { readonly letters: string }): number =>
  Number(
    (kind === 'particle' && letters.includes(partLetters.conjunction)) ||
      (kind === 'suffix' && letters !== partLetters.suffix) ||
      (kind === 'conjunction' && !letters.includes(partLetters.conjunction)),
  );

/**
 * Whether a sense of another part of speech would be one of another word: what has kanji is one word, mostly, but kana
 * are those of many (よい is 良い, and 宵 too), and so is what is left of words that lean on others.
 */
const isGuess = (base: string, kind: WordClass): boolean =>
  kind === 'particle' || kind === 'auxiliary' || HIRAGANA.test(base);

/** Kana at a noun's end that are often not written: 税込, 引越. */
const LEFT_OUT = I_ROW + E_ROW;

/** Words that begin so are a prefix and the rest, if that is a word: 再|入荷, and no 再入|荷. */
const PREFIXED = /^[再未非旧各超諸準]../;

const ONE_KANA = /^[ぁ-んァ-ン]$/;

/** All of a word, or its stem: ボク, ヒドい. */
const STRESSED = /^[ァ-ヺー]+い?$/;

/** The verbs that お借りする and お送りする may be made of. */
function verbsOf(base: string): string[] {
  const stem = /^[おご御](.+[\p{Script=Hiragana}])する$/u.exec(base)?.[1];
  if (!stem) return [];
  return verbsEndingIn(stem);
}

function verbsEndingIn(stem: string): string[] {
  const row = I_ROW.indexOf(stem.at(-1)!);
  return [`${stem}る`, ...(row < 0 ? [] : [stem.slice(0, -1) + U_ROW[row]!])];
}

/** The verbs that a noun may be the stem of. */
const stemOf = (noun: string): string[] =>
  /^\p{Script=Han}.*\p{Script=Hiragana}$/u.test(noun) ? verbsEndingIn(noun) : [];

/** Who is called so is what stands before it. */
const TITLE = /(?:さん|さま|様|ちゃん|くん|君|氏|殿|たち|達)$/;

/** Few kana are no part of a word by themselves, but what is left of one. */
const isPart = (written: string): boolean => HAN.test(written) || written.length > (HIRAGANA.test(written) ? 2 : 1);

/** The first sense that has this part of speech, or the first. */
function firstOf([, senses = '']: readonly string[], letter: string): string {
  const all = sensesOf(senses);
  return (all.find(({ letters }) => letters.includes(letter)) ?? all[0]!).glosses;
}

const POLITE = /^[おご御](?=.)/;

/** Kana that are a word behind お or ご: fewer are those of many others, and ご stands before longer ones. */
const POLITE_KANA = /^(?:お..|ご...)/;

/**
 * Whether a word that begins with お is another that is made polite. Kana, which are those of many words, have to be of
 * its part of speech, and are no name.
 */
function isPolite(noun: string, senses: string, kind: WordClass): boolean {
  if (!HIRAGANA.test(noun)) return true;
  const letters = kind === 'verb' || kind === 'naAdjective' ? ownLetters.noun + ownLetters[kind] : ownLetters[kind];
  return kind !== 'name' && POLITE_KANA.test(noun) && sensesOf(senses).some(({ letters: own }) => hasAny(own, letters));
}

/** The noun of a verb that is made of one: 勉強する, お越しになる. */
const nounOf = (word: string): string => word.replace(/(?<=.)する$|(?<=^[おご御].+)になる$/, '');
const bareOf = (word: string): string => word.replace(POLITE, '');

/**
 * How a word may be read in the dictionary. Only how it is written says whether it is polite: 合格する begins with ご, too.
 */
function readingsOf(base: string, reading: string): string[] {
  const noun = nounOf(reading);
  return POLITE.test(base) ? [reading, noun, bareOf(noun), ...verbsOf(reading)] : [reading, noun];
}
