import type { Settings } from '../messages/settings.ts';

/** What of the settings a surface shows or obeys. */
export type ViewSettings = Pick<Settings, 'pieces' | 'candidates' | 'theme' | 'textSize'>;

export const defaultViewSettings: ViewSettings = { pieces: false, candidates: 5, theme: 'system', textSize: 1 };

/** Puts theme and text size on the element that a surface is drawn in. */
export function applyAppearance(element: HTMLElement, { theme, textSize }: ViewSettings): void {
  element.dataset['theme'] = theme;
  element.style.setProperty('--text-size', String(textSize));
}
