import { toBare } from './bare.ts';
import type { SelectedText } from './capture.ts';

interface EditEvents {
  /** Undo or redo has brought back a text that stood here before; it is selected again. */
  readonly onRead: (text: string) => void;
  /** The user writes over the text or has left it: there is nothing to stand beside any more. */
  readonly onEdited: () => void;
}

export interface Edits {
  /** What `work` changes is not the user's doing; the text after it is one that may come back. */
  carryOut<T>(work: () => Promise<T>): Promise<T>;
  close(): void;
}

/** Follows what becomes of a text that is selected in a field or an editor. Elsewhere there is nothing to follow. */
export function watchEdits(
  { within, text, editable, isSelected }: SelectedText,
  ours: Element,
  { onRead, onEdited }: EditEvents,
): Edits {
  const document = toBare(within).ownerDocument;
  const window = document.defaultView!;
  const known = new Set([text]);
  let now = text;
  let working = false;
  let timer = 0;
  const look = () => {
    if (working || !editable) return;
    const found = editable.readCurrent();
    if (found !== null && found !== now && known.has(found)) {
      now = found;
      editable.selectCurrent();
      onRead(found);
    } else if (found !== now || (document.activeElement !== ours && !isSelected())) onEdited();
  };
  // An editor draws what it was told a moment after the event.
  const lookSoon = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(look);
  };
  const listeners = new AbortController();
  const options = { capture: true, passive: true, signal: listeners.signal };
  if (editable) {
    for (const type of ['selectionchange', 'input', 'cut']) window.addEventListener(type, lookSoon, options);
    window.addEventListener('compositionstart', onEdited, options);
  }
  return {
    async carryOut(work) {
      working = true;
      try {
        return await work();
      } finally {
        working = false;
        window.clearTimeout(timer);
        now = editable?.readCurrent() ?? now;
        known.add(now);
      }
    },
    close() {
      window.clearTimeout(timer);
      listeners.abort();
    },
  };
}
