import type { SelectedText } from './capture.ts';

/**
 * Writes `instead` over [start, end) of `text`. Nothing is written where another text stands by now.
 * @param text What was read, with the sentence around the selection, from its beginning: of a long one only a part is
 * read.
 * @returns Whether it was written.
 */
export type WriteBack = (text: string, start: number, end: number, instead: string) => Promise<boolean>;

/**
 * Writes where a text was selected, later than that and from elsewhere, time and again. The sentence around it is
 * written to, too, where all of it is in the same field.
 */
export function createWriteBack({
  text: selected,
  passage,
  editable,
}: Pick<SelectedText, 'text' | 'passage' | 'editable'>): WriteBack {
  let before = passage?.text.slice(0, passage.start) ?? '';
  let after = passage?.text.slice(passage.start + selected.length) ?? '';
  return async (text, start, end, instead) => {
    const now = editable?.readCurrent();
    if (!editable || now === null || now === undefined) return false;
    if (!(before + now + after).startsWith(text) || end > text.length) return false;
    const [from, to] = [start - before.length, end - before.length];
    if ((from < 0 || to > now.length) && !editable.isBetween(before, after)) return false;
    if (!(await editable.replace(from, to, instead))) return false;
    // What reaches over an edge of what was selected belongs to it from now on.
    if (from < 0) before = before.slice(0, start) + (to <= 0 ? instead + before.slice(end) : '');
    if (to > now.length) {
      const kept = from >= now.length ? after.slice(0, from - now.length) + instead : '';
      after = kept + after.slice(to - now.length);
    }
    return true;
  };
}
