import type { FirstEvents } from '../selection/first.ts';
import type { Gesture } from '../selection/gesture.ts';
import type { ReadonlySecrets } from '../selection/secrets.ts';
import type { Settings } from '../protocol/settings.ts';

/**
 * Content script and tooltip are two scripts in one isolated world, which a page cannot see into;
 * this global is how the first finds the second once the background has injected it.
 */
export interface TooltipGlobal {
  /** Shows the tooltip for the document's current selection, with the keyboard focus in it if asked for. */
  open(options: { readonly focus: boolean; /** Read anew when absent. */ readonly settings?: Settings }): void;
  /** Shows a small button that opens it. */
  offer(settings: Settings): void;
  /** Says that what is written in the field that has the focus cannot be looked at. */
  refuseWriting(): void;
  /** Wakes background and worker, which are about to be asked. */
  wake(): void;
  /**
   * Writes `instead` over [start, end) of the newest text it was opened for into the field that has it. Whether that
   * was done.
   */
  write(text: string, start: number, end: number, instead: string): Promise<boolean>;
  /** Closes the tooltip and drops its line to the background. */
  close(): void;
  /** What it hears the window's events from. */
  readonly events: FirstEvents;
}

/** The script that looks at what is being written, once it is in the frame. */
export interface WritingGlobal {
  /** Looks at the field that has the focus from now on. */
  watch(): void;
  /** The same, or no longer where it does already. False where it cannot be looked at. */
  toggle(): Promise<boolean>;
  /** Looks no longer at a field where the user has taken its site off the list. */
  review(): void;
  /** Moves the focus to what is said of the find at the caret. False where nothing is. */
  focus(): boolean;
  close(): void;
}

export interface ContentGlobal {
  /** The user's shortcut: opens the tooltip whatever the settings say, or moves the focus into an open one. */
  command(): void;
  /** The user wants the field that has the focus looked at while they write, or no longer. */
  checkWriting(): void;
  /** The window's events, which the content script has heard since before any script of the page ran. */
  readonly events: FirstEvents;
  /** Whether the user is at it in this frame. */
  readonly gesture: Gesture;
  readonly secrets: ReadonlySecrets;
  /** Takes every listener away: called by a newer content script that takes over. */
  remove(): void;
}

declare global {
  var anaumeTooltip: TooltipGlobal | undefined;
  var anaumeWriting: WritingGlobal | undefined;
  var anaumeContent: ContentGlobal | undefined;
}
