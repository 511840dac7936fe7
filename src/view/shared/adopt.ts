import { createElement } from './elements.ts';
import { ownNames } from './own-names.ts';
import styles from './styles/index.css?inline';

const sheets = new WeakMap<Document, CSSStyleSheet>();
let renamed: string | null = null;

/** The styles as they stand there; for closed trees they are renamed once, and not for every tooltip. */
const stylesOf = (root: ShadowRoot | Document): string =>
  root instanceof Document ? styles : (renamed ??= ownNames(styles));

/** Parsed once for all the tooltips of a document. */
function sheetOf(document: Document, text: string): CSSStyleSheet {
  let sheet = sheets.get(document);
  if (!sheet) {
    sheet = new (document.defaultView as Window & typeof globalThis).CSSStyleSheet();
    sheet.replaceSync(text);
    sheets.set(document, sheet);
  }
  return sheet;
}

/**
 * A constructed sheet is no inline style, so a page's policy does not reach it; where a content script may not use one,
 * a style element.
 */
export function adopt(root: ShadowRoot | Document, document: Document): void {
  const text = stylesOf(root);
  try {
    root.adoptedStyleSheets = [sheetOf(document, text)];
  } catch {
    const style = createElement(document, 'style');
    style.textContent = text;
    (root instanceof Document ? root.head : root).append(style);
  }
}
