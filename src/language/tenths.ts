import { headOf, tailOf } from './near.ts';

/** What a tenth follows: so many tenths of a whole, and of a degree. */
const OF_TENTHS = /[\d一二三四五六七八九十]割$/;
const OF_DEGREES = /[\d一二三四五六七八九十]度$/;
/** Degrees of an angle have minutes. */
const ANGLE = /[緯経角]/;
/** What is small, in sayings: 五分の魂, 一分の隙もない. */
const SAYING = /^の(?:魂|理|隙|すき|狂い|勝ち?目|星|勝負|戦い|条件|成績)|^に(?:渡り合|持ち込)/;

/**
 * Whether 分 behind a number of one digit is a tenth (ぶ), and no minute: 3割5分, 38度5分, 五分の魂.
 * @param start Of the number.
 * @param end Of 分.
 */
export function isTenths(text: string, start: number, end: number, digits: string): boolean {
  if (!/^[\d一二三四五六七八九]$/.test(digits)) return false;
  const head = headOf(text, start, 16);
  return OF_TENTHS.test(head) || (OF_DEGREES.test(head) && !ANGLE.test(head)) || SAYING.test(tailOf(text, end, 4));
}

/** Whether it is neither, but a draw: 3勝2敗1分. */
export const isDraw = (text: string, start: number): boolean =>
  /[\d一二三四五六七八九十][勝敗]$/.test(headOf(text, start, 2));
