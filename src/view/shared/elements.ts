const XHTML = 'http://www.w3.org/1999/xhtml';

/** An element of HTML in whatever document: a page may be of XML, too. */
export function createElement(document: Document, name: string, className?: string): HTMLElement {
  const element = document.createElementNS(XHTML, name) as HTMLElement;
  if (className !== undefined) element.className = className;
  return element;
}
