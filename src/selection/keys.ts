type Key = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>;

/**
 * The letter of a key, small. Where it writes none of Latin (Russian, Greek, Arabic, Hebrew, Thai), it is the one that
 * the key has on other keyboards: browsers take it so, too. Empty for other keys.
 */
export const letterOf = ({ key, code }: Key): string =>
  (/^\p{Script=Latin}$/u.test(key) ? key : (/^Key([A-Z])$/.exec(code)?.[1] ?? '')).toLowerCase();

/** The digit of a key, also where that writes another's, or one with Shift only (French). Null for other keys. */
export function digitOf({ key, code, shiftKey }: Key): number | null {
  const digit = /^\d$/.test(key) ? key : shiftKey ? undefined : /^Digit(\d)$/.exec(code)?.[1];
  return digit === undefined ? null : Number(digit);
}
