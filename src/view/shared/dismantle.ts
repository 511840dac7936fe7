/**
 * Takes apart, down to the last element, what is to be seen no more, so that nothing can be learnt from one of them: of
 * an element that is in no shadow tree any more a page is told as long as a finger is on it (`Touch.target`), and in
 * Firefox by events that began on it.
 */
export function dismantle(root: ParentNode): void {
  for (const element of root.querySelectorAll('*')) {
    element.replaceChildren();
    for (const { name } of [...element.attributes]) element.removeAttribute(name);
  }
  root.replaceChildren();
}
