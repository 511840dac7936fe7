import type { FirstEvents } from '../../selection/first.ts';
import { render, type ComponentChild } from 'preact';
import { toBare } from '../../selection/bare.ts';
import { openHost } from './host.ts';
import { lentFocus } from './lent-focus.ts';
import { isDark } from './page-theme.ts';
import { applyAppearance, type ViewSettings } from '../shared/settings.ts';
import type { SelectedText } from '../../selection/capture.ts';

export interface SmallOptions {
  /** What it stands beside. */
  readonly selected: Pick<SelectedText, 'anchor' | 'vertical' | 'within'>;
  readonly events: FirstEvents;
  readonly settings: ViewSettings;
  /** Names it to the styles. */
  readonly kind: 'nothing-read' | 'offer' | 'finding';
  readonly onClose: () => void;
  readonly draw: (close: () => void) => ComponentChild;
}

/** Something less than the tooltip in a host of its own: drawn once, gone with Esc or a press elsewhere. */
export function openSmall({ selected, events, settings, kind, onClose, draw }: SmallOptions): {
  /** What the page sees of it. */
  readonly element: HTMLElement;
  /** Moves the keyboard focus to its first button; closing gives it back. */
  focus(): void;
  close(): void;
} {
  let open = true;
  const close = () => {
    if (!open) return;
    open = false;
    const giveBack = lent.ending();
    host.close();
    render(null, host.body);
    giveBack();
    onClose();
  };
  const host = openHost(toBare(selected.within).ownerDocument, { selected, events, onDismiss: close });
  const lent = lentFocus(host.root, () => selected.within);
  applyAppearance(host.body, settings, () => isDark(selected.within));
  host.body.classList.add(kind);
  render(draw(close), host.body);
  host.place();
  const focus = () => {
    lent.note();
    host.body.querySelector('button')?.focus({ preventScroll: true });
  };
  return { element: host.element, focus, close };
}
