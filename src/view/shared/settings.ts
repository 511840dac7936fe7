import type { Settings } from '../../protocol/settings.ts';

/** What of the settings a surface shows or obeys. */
export type ViewSettings = Pick<Settings, 'pieces' | 'candidates' | 'theme' | 'textSize'>;

export const defaultViewSettings: ViewSettings = { pieces: false, candidates: 5, theme: 'system', textSize: 1 };

/** Puts theme and text size on the element that a surface is drawn in. */
export function applyAppearance(element: HTMLElement, { theme, textSize }: ViewSettings): void {
  element.dataset['theme'] = theme;
  element.style.setProperty('--text-size', String(textSize));
}

/** A surface's settings while it is open: what is changed in it holds at once, and is handed on to be kept. */
export function liveSettings(initial: ViewSettings, onSettings?: (changes: Partial<ViewSettings>) => void) {
  let current = initial;
  return {
    candidates: () => current.candidates,
    change(changes: Partial<ViewSettings>) {
      current = { ...current, ...changes };
      onSettings?.(changes);
    },
  };
}
