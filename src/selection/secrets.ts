/** What a field's autocomplete says of what is in it. Source: HTML, "autofill field names". */
const SECRET = /(?:^|\s)(?:current-password|new-password|one-time-code|cc-[a-z-]+)(?:\s|$)/i;

/** Whether what is in a field is nobody's business: a password, a code, a card. Such a field is never read. */
export function isSecret(field: HTMLInputElement | HTMLTextAreaElement, were?: ReadonlySecrets): boolean {
  return (
    field.type === 'password' ||
    were?.has(field) === true ||
    SECRET.test(field.getAttribute('autocomplete') ?? '') ||
    isCode(field) ||
    isMasked(getComputedStyle(field))
  );
}

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

/** Fields that have been password fields: a page that shows the password makes them text fields. */
export interface ReadonlySecrets {
  has(field: Element): boolean;
}

/** Remembers which fields were password fields: those whose type changes, and, in shadow trees, those that had the focus. */
export function watchSecrets(document: Document): ReadonlySecrets & { close(): void } {
  const were = new WeakSet<Element>();
  const changes = new MutationObserver((records) => {
    for (const { target, oldValue } of records) if (oldValue?.toLowerCase() === 'password') were.add(target as Element);
  });
  changes.observe(document, { subtree: true, attributes: true, attributeFilter: ['type'], attributeOldValue: true });
  const onFocus = () => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if ((element as HTMLInputElement | null)?.type === 'password') were.add(element!);
  };
  document.addEventListener('focusin', onFocus, { capture: true, passive: true });
  return {
    has(field) {
      // What has changed in this very turn counts, too.
      for (const { target, oldValue } of changes.takeRecords())
        if (oldValue?.toLowerCase() === 'password') were.add(target as Element);
      return were.has(field);
    },
    close() {
      changes.disconnect();
      document.removeEventListener('focusin', onFocus, { capture: true });
    },
  };
}
