import type { SelectedText } from '../../selection/capture.ts';
import type { Editable } from '../../selection/editing.ts';
import type { Replacing } from '../shared/preview.tsx';
import type { ReaderState } from '../shared/reader.ts';

interface Replaced {
  /** The selected text as it is in the field then. */
  readonly text: string;
  /** Whether all that was chosen is in it. */
  readonly said: Replacing;
}

/** Writes the chosen candidates into the page's field, from the last to the first so that offsets hold. */
export async function replaceChosen(
  editable: Pick<Editable, 'replace'> | null,
  { text, passage }: Pick<SelectedText, 'text' | 'passage'>,
  { prediction, chosen }: Pick<ReaderState, 'prediction' | 'chosen'>,
): Promise<Replaced> {
  const shift = passage?.start ?? 0;
  const edits = (prediction?.masks ?? []).flatMap(({ morphemes, start, end }) => {
    const candidate = chosen.get(morphemes[0]!);
    return candidate ? [{ start: start - shift, end: end - shift, instead: candidate.text }] : [];
  });
  // A word that the selection has cut is not the field's to be replaced as a whole, and the others are not without it.
  const isWithin = edits.every(({ start, end }) => start >= 0 && end <= text.length);
  if (!editable) return { text, said: 'replaceFailed' };
  if (!isWithin) return { text, said: 'replaceCut' };
  let written = text;
  for (const { start, end, instead } of edits.toReversed()) {
    if (!(await editable.replace(start, end, instead)))
      return { text: written, said: written === text ? 'replaceFailed' : 'replacedSome' };
    written = written.slice(0, start) + instead + written.slice(end);
  }
  return { text: written, said: 'replaced' };
}
