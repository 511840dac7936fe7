import { zoomOf } from '../../selection/zoom.ts';

/** Draws `element` as large as it is, with the viewport's lengths: a page that zooms its root zooms what is in it. */
export function unzoom({ style }: HTMLElement, host: Element): void {
  const zoom = zoomOf(host);
  style.zoom = zoom === 1 ? '' : String(1 / zoom);
}
