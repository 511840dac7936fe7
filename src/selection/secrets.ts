/** What a field's autocomplete says of what is in it. Source: HTML, "autofill field names". */
const SECRET = /(?:^|\s)(?:current-password|new-password|one-time-code|cc-[a-z-]+)(?:\s|$)/i;

/** Whether what is in a field is nobody's business: a password, a code, a card. Such a field is never read. */
export function isSecret(field: HTMLInputElement | HTMLTextAreaElement, were?: ReadonlySecrets): boolean {
  return (
    field.type === 'password' ||
    were?.has(field) === true ||
    were?.isIn(field.value) === true ||
    (field.localName === 'input' && isNamedSecret(field)) ||
    SECRET.test(field.getAttribute('autocomplete') ?? '') ||
    isCode(field) ||
    isMasked(getComputedStyle(field))
  );
}

/** Fields that show what is typed and say it is a password, a code or the number of a card. */
const NAMED = new RegExp(
  [
    'passw|passcode|passphrase|(?<![a-z])(?:pass|pwd|otp|cvc|cvv)(?![a-z])|(?<![a-z])pin(?:.?code|番号)?$',
    '(?:card|account).?num|security.?code|verification.?code|one.?time.?(?:code|pass)',
    'パスワード|パスコード|パスフレーズ|暗証(?:番号|コード)|カード番号|(?:認証|確認|セキュリティ|ワンタイム).?(?:コード|番号)',
  ].join('|'),
  'i',
);

/** Whether a field that is called so is for a password, a code or the number of a card. */
export const namesSecret = (name: string): boolean => NAMED.test(name);

const isNamedSecret = (field: HTMLInputElement | HTMLTextAreaElement): boolean =>
  [
    field.id,
    field.name,
    field.placeholder,
    field.title,
    field.getAttribute('aria-label') ?? '',
    ...(field.ariaLabelledByElements ?? []).map(({ textContent }) => textContent ?? ''),
    ...[...(field.labels ?? [])].map(({ textContent }) => textContent),
  ].some(namesSecret);

/** Codes have digits, and few of them: fields for one that do not say `one-time-code` ask for a keyboard of digits. */
const MAX_CODE = 8;
const DIGITS = /^\^?(?:\\d|\[0-9\])(?:[*+]|\{\d*,?\d*\})?\$?$/;

const isCode = (field: HTMLInputElement | HTMLTextAreaElement): boolean =>
  field.inputMode === 'numeric' &&
  ((field.maxLength > 0 && field.maxLength <= MAX_CODE) || DIGITS.test(field.getAttribute('pattern') ?? ''));

/** Whether dots stand for the characters. */
export function isMasked(style: CSSStyleDeclaration): boolean {
  return !['', 'none'].includes(style.getPropertyValue('-webkit-text-security'));
}

/** What has been a password in this document. */
export interface ReadonlySecrets {
  /** Whether the field was a password field: a page that shows the password makes it a text field. */
  has(field: Element): boolean;
  /** Whether a password stands in the text: a page may show it anywhere else. */
  isIn(text: string): boolean;
}
