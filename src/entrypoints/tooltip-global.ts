/**
 * Content script and tooltip are two scripts in one isolated world, which a page cannot see into;
 * this global is how the first finds the second once the background has injected it.
 */
export interface TooltipGlobal {
  /** Shows the tooltip for the document's current selection; a tooltip already open is replaced. */
  open(): void;
  /** Closes the tooltip and drops its line to the background. */
  close(): void;
}

export interface ContentGlobal {
  /** Takes every listener away: called by a newer content script that takes over. */
  remove(): void;
}

declare global {
  var anaumeTooltip: TooltipGlobal | undefined;
  var anaumeContent: ContentGlobal | undefined;
}
