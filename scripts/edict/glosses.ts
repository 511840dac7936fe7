import { partLetters } from '../../src/language/meanings.ts';
import type { Entry, Sense } from './entries.ts';

const MOST_SENSES = 4;
const MOST_GLOSSES = 3;
const LONGEST_GLOSS = 48;

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
      if (/^(?:n|ctr)/.test(part)) return [partLetters.noun];
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

/** `letters:gloss; gloss|letters:gloss`: the senses, the first the most usual. */
function sensesOf({ senses }: Entry): string {
  const current = senses.filter(({ old }) => !old);
  return (current.length > 0 ? current : senses)
    .slice(0, MOST_SENSES)
    .map((sense) => {
      const glosses = sense.glosses
        .map(shortened)
        .filter((gloss) => gloss !== '' && gloss.length <= LONGEST_GLOSS * 1.5);
      return glosses.length === 0
        ? ''
        : `${lettersOf(sense)}:${glosses
            .slice(0, MOST_GLOSSES)
            .map((gloss) => gloss.replace(/[|\t]/g, ' '))
            .join('; ')}`;
    })
    .filter((sense) => sense !== '')
    .join('|');
}

/**
 * The lines of the pack: `written, reading, senses`, tab-separated and sorted by what is written, in UTF-16 units; of entries written alike the common come
 * first. A reading is left out where it is what is written.
 * @param wanted Whether the analyser can find a word that is written so.
 */
export function glossLines(entries: readonly Entry[], wanted: (written: string) => boolean): string[] {
  const kept = entries.filter(({ written, irregular, common }) => !irregular && (common || wanted(written)));
  const rows = kept.flatMap((entry, order) => {
    const senses = sensesOf(entry);
    if (senses === '') return [];
    const row = { ...entry, senses, order, kana: entry.senses[0]!.kana };
    const spelt = row.reading === row.written ? [] : kanaRows(row, wanted);
    return [row, ...spelt];
  });
  rows.sort(
    (a, b) =>
      (a.written < b.written ? -1 : a.written > b.written ? 1 : 0) ||
      Number(b.kana) - Number(a.kana) ||
      Number(b.common) - Number(a.common) ||
      a.order - b.order,
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

/** A word that is often written in kana is found there, too. */
function kanaRows<Row extends Pick<Entry, 'written' | 'reading' | 'common'> & { readonly kana: boolean }>(
  row: Row,
  wanted: (written: string) => boolean,
): Row[] {
  return (row.kana || row.common) && wanted(row.reading) ? [{ ...row, written: row.reading }] : [];
}
