import { partLetters } from '../../src/language/meanings.ts';
import type { Entry, Sense } from './entries.ts';
import { nameOrigins } from './origins.ts';
import type { Rarity } from './usage.ts';

const MOST_SENSES = 4;
const MOST_GLOSSES = 3;
const LONGEST_GLOSS = 48;
/** Senses kept of a part of speech that none of the first has: ほど is a noun first and a particle last. */
const MORE_SENSES = 2;
/** What is meant by kana that several words share, where the kanji are seldom written, or are those of other words. */
const MEANT: Readonly<Record<string, string>> = {
  あげる: '上げる',
  ある: '有る',
  いう: '言う',
  いる: '居る',
  ぎりぎり: '限り限り',
  くる: '来る',
  する: '為る',
  せい: '所為',
  とき: '時',
  ない: '無い',
  なる: '成る',
  ほう: '方',
  まま: '儘',
  もの: '物',
  よう: '様',
};

/**
 * The sense, by its first gloss, that a word has first of all as it is written here: EDICT has one entry for all that
 * are read alike and near in meaning.
 */
const FIRST: Readonly<Record<string, string>> = {
  あげる: 'to give',
  挙げる: 'to give (an example, etc.)',
  揚げる: 'to deep-fry',
  空く: 'to be empty',
  明ける: 'to dawn',
  結構: 'quite',
  けっこう: 'quite',
  跳ぶ: 'to jump',
  聴く: 'to listen (e.g. to music)',
  訊く: 'to ask',
  診る: 'to examine',
  看る: 'to look after',
  方: 'person',
  渡す: 'to hand over',
  わたす: 'to hand over',
  やはり: 'as expected',
  やっぱり: 'as expected',
};

/** Senses in the order that they have as the word is written. */
function inOrder(senses: readonly Sense[], spelt: string): readonly Sense[] {
  const first = FIRST[spelt];
  const found = first === undefined ? -1 : senses.findIndex(({ glosses }) => glosses[0] === first);
  return found < 1 ? senses : [senses[found]!, ...senses.toSpliced(found, 1)];
}

/** EDICT's tags as the letters of `partLetters`. */
function lettersOf({ parts }: Sense): string {
  const letters = new Set(
    parts.flatMap((part) => {
      if (/^(?:vi|vt|unc)$/.test(part)) return [];
      if (/^vs$/.test(part)) return [partLetters.verb, partLetters.noun];
      if (/^(?:v|aux-v)/.test(part)) return [partLetters.verb];
      if (/^(?:adj-i|adj-ix|aux-adj)/.test(part)) return [partLetters.adjective];
      if (/^adj-(?:na|t)/.test(part)) return [partLetters.naAdjective];
      if (/^adj-(?:no|f)/.test(part)) return [partLetters.noun];
      if (part.startsWith('adj')) return [partLetters.adnominal];
      if (part.startsWith('adv')) return [partLetters.adverb];
      if (part === 'n-adv') return [partLetters.adverb, partLetters.noun];
      if (part === 'n-suf') return [partLetters.suffix, partLetters.noun];
      if (part === 'suf') return [partLetters.suffix];
      if (/^(?:n-pref|pref)/.test(part)) return [partLetters.prefix];
      if (/^(?:n|n-.*|ctr)$/.test(part)) return [partLetters.noun];
      const known: Readonly<Record<string, string>> = {
        pn: partLetters.pronoun,
        prt: partLetters.particle,
        num: partLetters.number,
        int: partLetters.interjection,
        conj: partLetters.conjunction,
        aux: partLetters.auxiliary,
        cop: partLetters.auxiliary,
        exp: partLetters.other,
      };
      return known[part] ?? [];
    }),
  );
  return [...letters].sort().join('');
}

/** Remarks in brackets behind a gloss are left out where it is long, but not what denies it before it. */
const shortened = (gloss: string): string =>
  gloss.length <= LONGEST_GLOSS ? gloss : gloss.replace(/\s*\((?!(?:not|cannot|nothing)\))[^()]*\)/g, '').trim();

/** In brackets before the glosses, with a space. */
const registersOf = ({ registers }: Sense): string => (registers.length === 0 ? '' : `(${registers.join(', ')}) `);

interface Lettered {
  readonly sense: Sense;
  readonly letters: string;
}

/** The first senses, and the first of each part of speech that these do not have. */
function keptSenses(senses: readonly Lettered[]): readonly Lettered[] {
  const kept = senses.slice(0, MOST_SENSES);
  const more = new Map<string, number>();
  return [
    ...kept,
    ...senses.slice(MOST_SENSES).filter(({ letters }) => {
      const count = more.get(letters) ?? 0;
      more.set(letters, count + 1);
      // What is a suffix and nothing else is not what is a noun, too.
      const isKnown = ({ letters: own }: Lettered) =>
        letters === partLetters.suffix ? own === letters : own.includes(letters);
      return count < MORE_SENSES && letters !== '' && !kept.some(isKnown);
    }),
  ];
}

/** What leans on other words is an auxiliary to EDICT and a noun to IPADIC (はず). */
const asNouns = (senses: readonly Lettered[]): readonly Lettered[] =>
  senses.some(({ letters }) => letters.includes(partLetters.noun))
    ? senses.map((each) =>
        each.letters === partLetters.auxiliary ? { ...each, letters: partLetters.noun + partLetters.auxiliary } : each,
      )
    : senses;

/** `letters:gloss; gloss`, a sense each, the first the most usual. */
function sensesOf({ senses: all, written }: Entry, spelt = written): string[] {
  const senses = inOrder(all, spelt);
  const current = senses.filter(({ old }) => !old);
  const lettered = (current.length > 0 ? current : senses).map((sense) => ({ sense, letters: lettersOf(sense) }));
  return keptSenses(asNouns(lettered))
    .map(({ sense, letters }) => {
      const glosses = sense.glosses
        .map((gloss) => shortened(nameOrigins(gloss)))
        .filter((gloss) => gloss !== '' && gloss.length <= LONGEST_GLOSS * 1.5);
      return glosses.length === 0
        ? ''
        : `${letters}:${registersOf(sense)}${glosses
            .slice(0, MOST_GLOSSES)
            .map((gloss) => gloss.replace(/[|\t]/g, ' '))
            .join('; ')}`;
    })
    .filter((sense) => sense !== '');
}

/**
 * The lines of the pack: `written, reading, senses`, tab-separated and sorted by what is written, in UTF-16 units; of
 * entries written alike the usual come first. A reading is left out where it is what is written.
 */
export function glossLines(entries: readonly Entry[], wanted: Wanted, rarity: Rarity): string[] {
  const { isKnown, isUsual } = wanted;
  const rows = new Map<string, Row[]>();
  entries.forEach((entry, order) => {
    const senses = entry.irregular && !entry.kanjiOnly ? [] : sensesOf(entry);
    if (senses.length === 0) return;
    const kana = entry.senses.some((sense) => sense.kana);
    const old = entry.senses.every((sense) => sense.old);
    const row = { ...entry, senses, entry, order, kana, old, spelt: entry.written, meant: false, rarity: 0 };
    const isFull = entry.common || isKnown(entry.written);
    const own = entry.irregular ? [] : isFull ? [row] : isUsual(entry.written) ? [shorten(row)] : [];
    const spelt = row.reading === row.written ? own.splice(0) : kanaRows(row, wanted);
    for (const one of [...own, ...spelt.map((each) => ({ ...each, rarity: rarityOf(each, rarity) }))])
      rows.set(one.spelt, [...(rows.get(one.spelt) ?? []), one]);
  });
  const lines = [...rows].flatMap(([spelt, alike]) => {
    alike.sort(compareRows);
    // What is usually written in kana is seldom what kanji stand for: 人手 is hands, and no starfish.
    const own = alike
      .filter(({ reading }) => reading !== spelt)
      .sort((a, b) => Number(b.common) - Number(a.common) || Number(a.kana) - Number(b.kana));
    const read = alike.filter(({ reading }) => reading === spelt);
    const meant = read.filter((row) => row.meant || row.rarity < Infinity);
    const kana = meant.length > 0 ? meant : read;
    return [
      ...own.map(({ reading, senses }) => `${spelt}\t${reading}\t${senses.join('|')}`),
      ...kanaSenses(kana).map((senses) => `${spelt}\t\t${senses.join('|')}`),
    ];
  });
  return [...new Set(lines)].sort((a, b) => {
    const [one, other] = [a.slice(0, a.indexOf('\t')), b.slice(0, b.indexOf('\t'))];
    return one < other ? -1 : one > other ? 1 : 0;
  });
}

interface Wanted {
  /** Whether the analyser can find a word that is written so. */
  readonly isKnown: (written: string) => boolean;
  /** Whether it is worth a short line all the same. */
  readonly isUsual: (written: string) => boolean;
  /** Whether a reader is shown it as one word where it is in kana, though the analyser is not. */
  readonly isKanaNoun: (kana: string) => boolean;
}

/** What is made of other words means little beside its first gloss. */
const shorten = (row: Row): Row => ({
  ...row,
  senses: row.senses.slice(0, 1).map((sense) => sense.split('; ', 1)[0]!),
});

interface Row {
  readonly written: string;
  readonly reading: string;
  readonly common: boolean;
  readonly irregular: boolean;
  readonly senses: readonly string[];
  readonly entry: Entry;
  /** Nobody says it any more. */
  readonly old: boolean;
  /** In EDICT, which is that of the kanji's codes. */
  readonly order: number;
  /** One of its senses is usually written in kana. */
  readonly kana: boolean;
  /** How it is written in the pack. */
  readonly spelt: string;
  /** It is what the kana are taken for. */
  readonly meant: boolean;
  /** Of what is spelt in kana. */
  readonly rarity: number;
}

/** Rarer than all that is said today. */
const OLD = 1e9;
/** How much more usual in kana a word is that is usually written so. */
const KANA_GAIN = 4;
/** So many times rarer than another a word may be that is shown beside it. */
const ALIKE = 32;
const MOST_ALIKE = 3;
const UNCOUNTED = 4_000;

/** The kana of a word without kanji are those of other words, too: what is counted of them says nothing of it. */
const rarityOf = ({ written, reading, kana, old }: Row, rarity: Rarity): number =>
  old ? OLD : written === reading ? UNCOUNTED : rarity(written, reading) / (kana ? KANA_GAIN : 1);

const compareRows = (a: Row, b: Row): number =>
  Number(b.meant) - Number(a.meant) ||
  Number(b.common) - Number(a.common) ||
  a.rarity - b.rarity ||
  Number(b.kana) - Number(a.kana) ||
  a.order - b.order;

/** A word that is often written in kana is found there, too; where only its kanji are irregular, there alone. */
function kanaRows(row: Row, { isKnown, isKanaNoun }: Wanted): Row[] {
  const { written, reading, kana, common, entry } = row;
  if (!kana && !common) return [];
  const senses = sensesOf(entry, reading);
  if (isKnown(reading)) return [{ ...row, senses, spelt: reading, meant: MEANT[reading] === written }];
  return isKanaNoun(reading) ? [{ ...row, spelt: reading, senses: senses.slice(0, 1) }] : [];
}

/** The part of speech that a word in kana is one of many in: a noun, whatever else it may be. */
function kindOf({ senses: [first = ''] }: Row): string {
  const letters = first.slice(0, first.indexOf(':'));
  return letters.includes(partLetters.noun) ? partLetters.noun : letters.charAt(0);
}

/**
 * What a word in kana may mean, the likeliest words of each part of speech. Words that are about as usual are one line,
 * a sense of each in turn: nobody can tell which is meant.
 */
function kanaSenses(rows: readonly Row[]): (readonly string[])[] {
  const kinds = new Map<string, Row[]>();
  for (const row of rows) kinds.set(kindOf(row), [...(kinds.get(kindOf(row)) ?? []), row]);
  return [...kinds].flatMap(([kind, own]) => {
    const [first, ...others] = own as [Row, ...Row[]];
    const alike = others.filter(
      (row) => !first.meant && row.common === first.common && row.rarity <= first.rarity * ALIKE,
    );
    // Few are closed classes' words, and these are what nobody may miss.
    const isOpen = [partLetters.noun, partLetters.verb, partLetters.adjective].includes(kind);
    const rest = others.filter((row) => !alike.includes(row));
    return [
      takeInTurn([first, ...alike].slice(0, MOST_ALIKE).map(({ senses }) => senses)),
      ...(isOpen ? rest.slice(0, 1) : rest).map(({ senses }) => senses),
    ];
  });
}

/** The first of each list, then the second of each, and so on; what is in several of them once. */
function takeInTurn(lists: readonly (readonly string[])[]): string[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  const inTurn = Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
  return [...new Set(inTurn)];
}
