import type { WordClass } from './names.ts';
import { toHiragana } from './kana.ts';
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

/** Parts of speech that dictionaries divide otherwise: what EDICT calls a noun may be an adverb to IPADIC. */
const akin: { readonly [C in WordClass]?: string } = {
  pronoun: 'n',
  number: 'n',
  naAdjective: 'n',
  adverb: 'n',
  noun: 'jdo',
  adnominal: 'e',
  conjunction: 'd',
  auxiliary: 'v',
  interjection: 'e',
};

/** What is known of a word whose meaning is asked for. */
export interface Asked {
  /** Dictionary form, as written. */
  readonly base: string;
  /** Of the dictionary form, in kana; null where it is not known or the writing says it. */
  readonly reading: string | null;
  readonly class: WordClass;
}

/** Meanings by word, from the pack that scripts/edict writes: lines of `written, reading, senses` sorted by what is written. */
export class Meanings {
  readonly #lines: SortedLines;

  constructor(text: string) {
    this.#lines = new SortedLines(text);
  }

  /** At most `most` short English glosses of a word, those of its part of speech first; none where it is not in the dictionary. */
  of({ base, reading, class: kind }: Asked, most = 3): string[] {
    const readings = reading === null ? null : [reading, bareOf(reading)].map(toHiragana);
    const entries = this.#entries(base).filter(([own]) => !readings || !own || readings.includes(toHiragana(own)));
    const senses = entries.flatMap(([, own = '']) =>
      own.split('|').map((sense) => {
        const colon = sense.indexOf(':');
        return { letters: sense.slice(0, colon), glosses: sense.slice(colon + 1) };
      }),
    );
    const own = senses.filter(({ letters }) => letters.includes(partLetters[kind]));
    const related = senses.filter(({ letters }) => [...letters].some((letter) => akin[kind]?.includes(letter)));
    const chosen =
      own.length > 0 ? own : related.length > 0 ? related : kind === 'particle' || kind === 'auxiliary' ? [] : senses;
    return [...new Set(chosen.map(({ glosses }) => glosses))].slice(0, most);
  }

  /** する makes verbs of nouns, and お and ご make them polite: the dictionary has the noun. */
  #entries(base: string): string[][] {
    const own = this.#lines.of(base);
    if (own.length > 0) return own;
    const bare = bareOf(base);
    return bare === base ? [] : this.#lines.of(bare);
  }
}

const bareOf = (word: string): string => word.replace(/(?<=.)する$/, '').replace(/^[おご御](?=.)/, '');
