import { headOf, tailOf } from './near.ts';

/** What a tenth follows: so many tenths of a whole, and of a degree. */
const OF_TENTHS = /[\d一二三四五六七八九十]割$/;
/** And not once: もう一度5分待つ. */
const OF_DEGREES = /[\d二三四五六七八九十]度$/;
/** Degrees of an angle have minutes. */
const ANGLE = /[緯経角]/;
/** What is small, in sayings: 五分の魂, 一分の隙もない; but 5分の隙間, 5分の理由. */
const SAYING = /^の(?:魂|理(?!由|科|論|解)|隙(?!間)|すき(?!ま)|勝ち?目)/;
/** Half of it each: 五分の星. */
const EVEN = /^の(?:星|勝負|戦い|条件|成績)|^に(?:渡り合|持ち込)/;

/**
 * Whether 分 behind a number of one digit is a tenth (ぶ), and no minute: 3割5分, 38度5分, 五分の魂.
 * @param start Of the number.
 * @param end Of 分.
 */
export function isTenths(text: string, start: number, end: number, digits: string): boolean {
  if (!/^[\d一二三四五六七八九]$/.test(digits)) return false;
  const head = headOf(text, start, 16);
  const tail = tailOf(text, end, 4);
  if (SAYING.test(tail) || (/^[5五]$/.test(digits) && EVEN.test(tail))) return true;
  return OF_TENTHS.test(head) || (OF_DEGREES.test(head) && !ANGLE.test(head));
}

/** Whether it is neither, but a draw: 3勝2敗1分. */
export const isDraw = (text: string, start: number): boolean =>
  /[\d一二三四五六七八九十][勝敗]$/.test(headOf(text, start, 2));
