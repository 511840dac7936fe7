import type { Entry, Sense } from './entries.ts';
import { E_ROW, U_ROW } from '../../src/language/kana.ts';

/**
 * Verbs that only say that something can be done (行ける of 行く), which EDICT does not have or calls so: `written, (no
 * reading), the verb`.
 * @param rows Type of conjugation and dictionary form of IPADIC's words.
 */
export function potentialLines(
  entries: readonly Entry[],
  rows: readonly { readonly type: string; readonly base: string }[],
): string[] {
  const isAble = ({ glosses }: Sense) => /^(?:to be able to|to be possible|can )/.test(glosses[0] ?? '');
  const own = new Set(
    entries.flatMap(({ written, reading, common, senses }) => [
      ...(senses.every(isAble) ? [] : [written]),
      // くれる is 呉れる, which nobody writes, and nothing of 刳る; あける is 開ける sooner than what one can do with 空く.
      ...((senses[0]!.kana || common) && !isAble(senses[0]!) ? [reading] : []),
    ]),
  );
  const godan = new Set(rows.filter(({ type }) => type.startsWith('五段')).map(({ base }) => base));
  const ichidan = new Set(rows.filter(({ type }) => type === '一段').map(({ base }) => base));
  return [...ichidan].flatMap((base) => {
    const row = E_ROW.indexOf(base.at(-2) ?? '-');
    const verb = base.slice(0, -2) + U_ROW.charAt(row);
    return row < 0 || base.length < 3 || own.has(base) || !godan.has(verb) ? [] : [`${base}\t\t${verb}`];
  });
}
