import type { EngineStatus } from '../../protocol/protocol.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { Translate } from '../shared/translate.ts';
import type { ModelService } from './model-section.ts';

/**
 * A keyboard shortcut as the browser has it now; `keys` is empty where the user has taken it away or the browser did
 * not grant it.
 */
export interface Shortcut {
  readonly description: string;
  readonly keys: string;
}

/** What is kept on this machine. */
export interface Stored {
  readonly recent: number;
  readonly bytes: number;
  /** Models the user has added, unfinished downloads included. */
  readonly modelBytes: number;
  /** The built-in model as it was prepared for this machine. */
  readonly preparedBytes: number;
}

export interface OptionsParts {
  readonly translate: Translate;
  readonly settings: Settings;
  readonly change: (changes: Partial<Settings>) => Promise<void>;
  /** Calls a listener with the settings whenever another surface has changed them. Returns what ends that. */
  readonly watchSettings: (listener: (changes: Partial<Settings>) => void) => () => void;
  readonly shortcuts: () => Promise<readonly Shortcut[]>;
  readonly stored: () => Promise<Stored>;
  /** Whether nothing is left. */
  readonly erase: () => Promise<boolean>;
  readonly status: () => Promise<EngineStatus | null>;
  readonly models: ModelService;
  /**
   * Requests made to other hosts by the background since it started, and by this page; null when they could not say.
   */
  readonly requests: () => Promise<{ readonly background: number; readonly page: number } | null>;
  /** The content security policy of our own pages and the background. */
  readonly policy: string;
}
