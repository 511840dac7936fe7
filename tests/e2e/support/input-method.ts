import type { Both } from './both.ts';

/**
 * An input method at work in what has the focus: the browser itself makes the events, as it does for one of the
 * system's.
 */
export interface InputMethod {
  /** Shows a text to be converted: all of it one clause, which is the one being converted. */
  compose(text: string): Promise<void>;
  /** Writes the text, and is done. */
  commit(text: string): Promise<void>;
}

/** Firefox's own interface for input methods. */
interface TextInputProcessor {
  readonly ATTR_SELECTED_CLAUSE: number;
  beginInputTransactionForTests(window: unknown): boolean;
  setPendingCompositionString(text: string): void;
  appendClauseToPendingComposition(length: number, attribute: number): void;
  setCaretInPendingComposition(offset: number): void;
  flushPendingComposition(): boolean;
  commitCompositionWith(text: string): boolean;
}
declare global {
  const Components: {
    readonly classes: Record<string, { createInstance(kind: unknown): TextInputProcessor }>;
    readonly interfaces: Record<string, unknown>;
  };
  /** Kept in the browser's window while it composes. */
  var anaumeInputMethod: TextInputProcessor | undefined;
}

export async function inputMethodOf({ page, firefox }: Both): Promise<InputMethod> {
  if (firefox) {
    return {
      compose: (text) =>
        firefox.privileged((written) => {
          const method = (globalThis.anaumeInputMethod ??= Components.classes[
            '@mozilla.org/text-input-processor;1'
          ]!.createInstance(Components.interfaces['nsITextInputProcessor']));
          if (!method.beginInputTransactionForTests(globalThis)) throw new Error('somebody else composes');
          method.setPendingCompositionString(written);
          method.appendClauseToPendingComposition(written.length, method.ATTR_SELECTED_CLAUSE);
          method.setCaretInPendingComposition(written.length);
          method.flushPendingComposition();
        }, text),
      commit: (text) => firefox.privileged((written) => void anaumeInputMethod!.commitCompositionWith(written), text),
    };
  }
  const client = await page.createCDPSession();
  return {
    // Chromium selects the clause meanwhile.
    compose: (text) => client.send('Input.imeSetComposition', { text, selectionStart: 0, selectionEnd: text.length }),
    commit: (text) => client.send('Input.insertText', { text }),
  };
}
