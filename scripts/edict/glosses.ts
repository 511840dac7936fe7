import { partLetters } from '../../src/language/meanings.ts';
import type { Entry, Sense } from './entries.ts';

const MOST_SENSES = 4;
const MOST_GLOSSES = 3;
const LONGEST_GLOSS = 48;
/** Senses kept of a part of speech that none of the first has: ほど is a noun first and a particle last. */
const MORE_SENSES = 2;
/**
 * What is meant by kana that several words share, where IPADIC has it as a word that leans on another: EDICT does not
 * say which is the usual.
 */
const MEANT: Readonly<Record<string, string>> = { もの: '物', とき: '時', ほう: '方', よう: '様', まま: '儘' };

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
      if (/^(?:n-suf|suf)/.test(part)) return [partLetters.suffix, partLetters.noun];
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

/** Remarks in brackets behind a gloss are left out where it is long. */
const shortened = (gloss: string): string =>
  gloss.length <= LONGEST_GLOSS ? gloss : gloss.replace(/\s*\([^()]*\)/g, '').trim();

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
      return count < MORE_SENSES && letters !== '' && !kept.some((one) => one.letters.includes(letters));
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

/** `letters:gloss; gloss|letters:gloss`: the senses, the first the most usual. */
function sensesOf({ senses }: Entry): string {
  const current = senses.filter(({ old }) => !old);
  const lettered = (current.length > 0 ? current : senses).map((sense) => ({ sense, letters: lettersOf(sense) }));
  return keptSenses(asNouns(lettered))
    .map(({ sense, letters }) => {
      const glosses = sense.glosses
        .map(shortened)
        .filter((gloss) => gloss !== '' && gloss.length <= LONGEST_GLOSS * 1.5);
      return glosses.length === 0
        ? ''
        : `${letters}:${glosses
            .slice(0, MOST_GLOSSES)
            .map((gloss) => gloss.replace(/[|\t]/g, ' '))
            .join('; ')}`;
    })
    .filter((sense) => sense !== '')
    .join('|');
}

/**
 * The lines of the pack: `written, reading, senses`, tab-separated and sorted by what is written, in UTF-16 units; of
 * entries written alike the common come first. A reading is left out where it is what is written.
 * @param wanted Whether the analyser can find a word that is written so.
 */
export function glossLines(entries: readonly Entry[], wanted: (written: string) => boolean): string[] {
  const rows = entries.flatMap((entry, order) => {
    const senses = entry.irregular && !entry.kanjiOnly ? '' : sensesOf(entry);
    if (senses === '') return [];
    const row = { ...entry, senses, order, kana: entry.senses.some(({ kana }) => kana) };
    const own = !entry.irregular && (entry.common || wanted(entry.written)) ? [row] : [];
    const spelt = row.reading === row.written ? [] : kanaRows(row, wanted);
    return [...own, ...spelt];
  });
  rows.sort(
    (a, b) =>
      (a.written < b.written ? -1 : a.written > b.written ? 1 : 0) || rankOf(b) - rankOf(a) || a.order - b.order,
  );
  const seen = new Map<string, number>();
  const lines = rows.flatMap(({ written, reading, senses }) => {
    const count = seen.get(written) ?? 0;
    // Written in kana a word may be one of many: the likeliest two.
    if (reading === written && count >= 2) return [];
    seen.set(written, count + 1);
    return [`${written}\t${reading === written ? '' : reading}\t${senses}`];
  });
  return [...new Set(lines)];
}

interface Row extends Pick<Entry, 'written' | 'reading' | 'common' | 'irregular'> {
  /** One of its senses is usually written in kana. */
  readonly kana: boolean;
  /** It is what the kana are taken for. */
  readonly meant?: boolean;
}

/** Of words that are written alike those come first that are common, among them what is usually written so. */
const rankOf = ({ meant, common, kana }: Row): number => 4 * Number(meant ?? false) + 2 * Number(common) + Number(kana);

/** A word that is often written in kana is found there, too; where only its kanji are irregular, there alone. */
function kanaRows<R extends Row>(row: R, wanted: (written: string) => boolean): R[] {
  const { written, reading, kana, common } = row;
  return (kana || common) && wanted(reading) ? [{ ...row, written: reading, meant: MEANT[reading] === written }] : [];
}
