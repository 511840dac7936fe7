/** How much larger than life an element is drawn, by its own zoom and those around it. */
export const zoomOf = (element: Element): number =>
  (element as Element & { readonly currentCSSZoom?: number }).currentCSSZoom ?? 1;
