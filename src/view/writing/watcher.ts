import type { Written } from '../../selection/written.ts';
import type { Writing } from './writing.ts';

export interface WatcherOptions<Settings> {
  /** The field that has the focus, where it may be looked at, which may depend on whether the user has asked for it. */
  readonly focused: (isAsked: (element: Element) => boolean) => Written | null;
  /** Rejects where settings are out of reach. */
  readonly readSettings: () => Promise<Settings>;
  /** Whether a field may be looked at here that the user has not asked for. */
  readonly allows: (settings: Settings) => boolean;
  /**
   * Begins to look at a field, at once where the user has asked for it just now; `onClose` is to hear when that has
   * ended by itself.
   */
  readonly open: (written: Written, settings: Settings, onClose: () => void, atOnce: boolean) => Writing;
  /** Nothing is watched any more. */
  readonly onEnd: () => void;
}

export interface Watcher {
  /** Looks at the field that has the focus from now on, and at no other. Rejects as reading the settings does. */
  watch(): Promise<void>;
  /**
   * The same, for the user has asked for that very field; or no longer where it does already, or is about to. False
   * where what has the focus cannot be looked at.
   */
  toggle(): Promise<boolean>;
  /** Looks no longer at a field where settings have come not to allow it. Rejects as reading them does. */
  review(): Promise<void>;
  /** Moves the focus to what is said of the find at the caret. False where nothing is. */
  focus(): boolean;
  close(): void;
}

/** Looks at one field at a time: the one that was asked for last, also where the settings came late. */
export function createWatcher<Settings>({
  focused,
  readSettings,
  allows,
  open,
  onEnd,
}: WatcherOptions<Settings>): Watcher {
  const asked = new WeakSet<Element>();
  let wanted: { readonly element: Element; writing: Writing | null } | null = null;
  const close = () => {
    const last = wanted;
    wanted = null;
    last?.writing?.close();
    onEnd();
  };
  const mayLook = (element: Element, settings: Settings) => asked.has(element) || allows(settings);
  const watch = async (atOnce = false) => {
    const written = focused((element) => asked.has(element));
    if (!written || written.element === wanted?.element) return;
    close();
    const own: typeof wanted = { element: written.element, writing: null };
    const forget = () => {
      if (wanted === own) wanted = null;
    };
    wanted = own;
    try {
      const settings = await readSettings();
      if (wanted !== own) return;
      // They may have changed since somebody had this called.
      if (mayLook(own.element, settings)) own.writing = open(written, settings, forget, atOnce);
      else close();
    } catch (error) {
      forget();
      throw error;
    }
  };
  return {
    watch: () => watch(),
    async toggle() {
      const written = focused(() => true);
      if (!written) return false;
      const { element } = written;
      if (element === wanted?.element) {
        asked.delete(element);
        close();
        return true;
      }
      if (written.read() === null) return false;
      asked.add(element);
      await watch(true);
      return true;
    },
    async review() {
      const own = wanted;
      if (!own) return;
      const settings = await readSettings();
      if (wanted === own && !mayLook(own.element, settings)) close();
    },
    focus: () => wanted?.writing?.focus() ?? false,
    close,
  };
}
