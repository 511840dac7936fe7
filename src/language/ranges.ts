import { headOf, tailOf } from './near.ts';

/** A number and what stands beside it. */
interface Beside {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** After NFKC. */
  readonly digits: string;
}

/**
 * How a number goes on from the one before it: as the second of two in a row (二、三日, `row`), or as what may be that or
 * where it ends (2〜3日: にさんにち, and ふつかからみっか, `span`). Null where it does neither, as a date after its month.
 */
export function rangeBefore({ text, start, digits }: Beside): 'row' | 'span' | null {
  const mark = /(?<!月)[\d一二三四五六七八九]([、,・]|[〜~])$/.exec(headOf(text, start, 3))?.[1];
  if (mark === undefined || !/^[\d一二三四五六七八九]$/.test(digits)) return null;
  return /[〜~]/.test(mark) ? 'span' : 'row';
}

/**
 * Whether it is the four of 四、五人 (しごにん, `row`) or of 4〜5人 (しごにん, and よんからごにん, `span`); neither in 三、四、五 nor in
 * 第四、五.
 */
export function fourOrFive({ text, start, end, digits }: Beside): 'row' | 'span' | null {
  if (!/[四4]$/.test(digits) || /(?:[、,・.〜~]|第)$/.test(headOf(text, start, 1))) return null;
  const mark = /^([、,・]|[〜~])[五5](?![、,・.\d〇一二三四五六七八九十百千])/.exec(tailOf(text, end, 3))?.[1];
  return mark === undefined ? null : /[〜~]/.test(mark) ? 'span' : 'row';
}
