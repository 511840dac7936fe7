import type { SelectedText } from './capture.ts';

/**
 * Writes `instead` over [start, end) of `text` where it was selected, later than that and from elsewhere.
 * @param text What was read, with the sentence around the selection, from its beginning: of a long one only a part is
 * read. Nothing is written where another text stands by now.
 * @returns Whether it was written. Only what was selected can be.
 */
export async function writeBack(
  { text: selected, passage, editable }: Pick<SelectedText, 'text' | 'passage' | 'editable'>,
  text: string,
  start: number,
  end: number,
  instead: string,
): Promise<boolean> {
  const now = editable?.readCurrent();
  if (!editable || now === null || now === undefined) return false;
  const before = passage?.text.slice(0, passage.start) ?? '';
  const after = passage?.text.slice(passage.start + selected.length) ?? '';
  if (!(before + now + after).startsWith(text)) return false;
  if (start < before.length || end > Math.min(text.length, before.length + now.length)) return false;
  return await editable.replace(start - before.length, end - before.length, instead);
}
