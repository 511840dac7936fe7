import type { Stretch } from '../../protocol/analysis.ts';

/**
 * What may be meant as a blank, and as often is not: one circle (○に入る言葉, but also ○をつける), two and more of other shapes
 * (●●, □□), [...] and empty brackets (「　　」). What nobody takes for anything else is a blank without being asked: see
 * `findBlanks` in pieces/.
 */
const OFFERED =
  /(?<![○◯〇])[○◯](?![○◯〇])|●{2,}|□{2,}|■{2,}|△{2,}|▲{2,}|[[［](?:\.{3,}|…+|\s+)[\]］]|「\s+」|『\s+』|【\s+】|〔\s+〕/g;

/** Such places in `text`, in order. */
export const offeredBlanks = (text: string): Stretch[] =>
  Array.from(text.matchAll(OFFERED), ({ index: start, 0: { length } }) => ({ start, end: start + length }));
