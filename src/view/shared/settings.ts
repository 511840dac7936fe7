import { defaultSettings, type Settings } from '../../protocol/settings.ts';
import { ownName } from './own-names.ts';
import { createListeners } from './listeners.ts';

/** What of the settings a surface shows or obeys. */
export type ViewSettings = Pick<
  Settings,
  | 'pieces'
  | 'grouped'
  | 'meanings'
  | 'candidates'
  | 'anyClass'
  | 'theme'
  | 'textSize'
  | 'findingsOnly'
  | 'strictness'
  | 'ownWords'
  | 'rules'
>;

/** What holds where nothing was said. */
export const defaultViewSettings: ViewSettings = defaultSettings;

/** A surface's settings while it is open. */
export interface LiveSettings {
  read(): ViewSettings;
  /** Holds at once, and is handed on to be kept. */
  change(changes: Partial<ViewSettings>): void;
  /** Calls `listener` after every change, whoever made it. Returns what ends that. */
  subscribe(listener: () => void): () => void;
  /** Ends watching for what others change. */
  close(): void;
}

export interface SettingsOptions {
  readonly settings?: ViewSettings;
  /** Called when the reader changes a setting here, to keep it. */
  readonly onSettings?: (changes: Partial<ViewSettings>) => void;
  /** Calls a listener with what another surface has changed. Returns what ends that. */
  readonly watchSettings?: (listener: (changes: Partial<ViewSettings>) => void) => () => void;
}

/** Settings that change while a surface is open, whoever changes them; they begin as those given, or the defaults. */
export function liveSettings({
  settings = defaultViewSettings,
  onSettings,
  watchSettings,
}: SettingsOptions): LiveSettings {
  let current = settings;
  const listeners = createListeners();
  const take = (changes: Partial<ViewSettings>) => {
    current = { ...current, ...changes };
    listeners.notify();
  };
  const unwatch = watchSettings?.(take);
  return {
    read: () => current,
    change(changes) {
      take(changes);
      onSettings?.(changes);
    },
    subscribe: listeners.subscribe,
    close: () => unwatch?.(),
  };
}

/**
 * Puts theme and text size on the element that a surface is drawn in. `isDark` says whether the page around it is,
 * where that is known.
 */
export function applyAppearance(
  element: HTMLElement,
  { theme, textSize }: ViewSettings,
  isDark: () => boolean | null = () => null,
): void {
  const dark = theme === 'page' ? isDark() : null;
  element.dataset['theme'] = dark === null ? theme : dark ? 'dark' : 'light';
  element.style.setProperty(ownName(element, '--text-size'), String(textSize));
}

/** The same, now and with every change. */
export function keepAppearance(element: HTMLElement, settings: LiveSettings, isDark?: () => boolean | null): void {
  applyAppearance(element, settings.read(), isDark);
  settings.subscribe(() => applyAppearance(element, settings.read(), isDark));
}
