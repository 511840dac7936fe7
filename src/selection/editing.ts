/**
 * Puts text in place of a selected stretch, as if the user had typed it: one undo step, the page's own input events.
 */
export interface Editable {
  /**
   * Replaces [start, end) of the text, or of what stands around it: there offsets are below 0, or beyond its end.
   * Afterwards the selection covers the text again, with what was replaced over its edge, and offsets count in the new
   * one.
   * @returns Whether the page took it, its editor's own state too; where it did not, what had changed is undone.
   */
  replace(start: number, end: number, replacement: string): Promise<boolean>;
  /** Whether these stand right before and behind the text, as it was read or written here last, in the same place. */
  isBetween(before: string, after: string): boolean;
  /** What stands in the text's place now; null once the text around it is another. */
  readCurrent(): string | null;
  /** Takes what stands there now for the text, and selects it. */
  selectCurrent(): void;
}

/** Where text is edited, seen as one string. */
export interface Ground {
  readonly document: Document;
  /** All of it, as the reader sees it; null once it is gone. */
  read(): string | null;
  /** Selects [start, end) of what `read` gives, with the focus there. False where that cannot be done. */
  select(start: number, end: number): boolean;
  /** Leaves the caret at the end of what is selected. */
  collapse(): void;
  /** Whether `text` may stand here, as far as the page says so beforehand. */
  allows(text: string): boolean;
  /** Writes `text` over the selection. */
  insert(text: string): void;
}

/**
 * An editor may draw what it was told in its own time, and some put their own state over a change they did not make
 * (ms).
 */
const PATIENCE = 500;
const SETTLED = 60;

/** [start, end) of what `ground` reads. */
export function editableIn(ground: Ground, start: number, end: number): Editable | null {
  const all = ground.read();
  if (all === null) return null;
  let [before, after] = [all.slice(0, start), all.slice(end)];
  let text = all.slice(start, end);
  const readCurrent = () => {
    const now = ground.read();
    if (now === null || now.length < before.length + after.length) return null;
    return now.startsWith(before) && now.endsWith(after) ? now.slice(before.length, now.length - after.length) : null;
  };
  return {
    readCurrent,
    isBetween: (left, right) => before.endsWith(left) && after.startsWith(right),
    selectCurrent() {
      text = readCurrent() ?? text;
      ground.select(before.length, before.length + text.length);
    },
    async replace(from, to, replacement) {
      if (readCurrent() !== text) return false;
      const [first, last] = [before.length + from, before.length + to];
      const now = before + text + after;
      const wanted = now.slice(0, first) + replacement + now.slice(last);
      if (!ground.allows(wanted)) return false;
      const heard = waitUntilHeard(ground.document);
      let done = false;
      if (ground.select(first, last)) {
        await heard;
        if (readCurrent() === text) {
          const inputs = countInputs(ground.document);
          ground.insert(replacement);
          const ours = inputs.count();
          done = await comesTrue(() => ground.read() === wanted);
          // Whatever the page made of it: better the sentence as it was. Where nothing was written, or something after
          // it, undoing takes the user's own.
          if (!done && readCurrent() !== text && ours > 0 && inputs.count() === ours)
            ground.document.execCommand('undo');
          inputs.close();
        }
      }
      if (done) {
        const grown = wanted.length - now.length;
        const isBefore = from < 0 && to <= 0;
        const isBehind = from >= text.length && to > text.length;
        const begin = before.length + (isBefore ? grown : Math.min(0, from));
        const rest = isBehind ? after.length + grown : Math.min(after.length, now.length - last);
        before = wanted.slice(0, begin);
        after = wanted.slice(wanted.length - rest);
      }
      text = readCurrent() ?? text;
      ground.select(before.length, before.length + text.length);
      return done;
    },
  };
}

/** Counts what is written into the document, by whomever: one `input` for every step that can be undone. */
function countInputs(document: Document): { count(): number; close(): void } {
  let count = 0;
  const onInput = (event: Event) => void (event.isTrusted && count++);
  document.addEventListener('input', onInput, { capture: true, passive: true });
  return { count: () => count, close: () => document.removeEventListener('input', onInput, { capture: true }) };
}

/** Until whoever keeps the selection in a state of their own has heard of its change, or there was none. */
async function waitUntilHeard(document: Document): Promise<void> {
  await new Promise<void>((resolve) => {
    document.addEventListener('selectionchange', () => resolve(), { capture: true, once: true, passive: true });
    setTimeout(resolve, SETTLED);
  });
  // Heard here first.
  await pause(0);
}

/** Whether `holds` comes to be true, and stays so. */
async function comesTrue(holds: () => boolean): Promise<boolean> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(SETTLED / 4)) {
    if (!holds()) continue;
    await pause(SETTLED);
    return holds();
  }
  return false;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
