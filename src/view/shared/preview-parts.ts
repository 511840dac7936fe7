import { isBlank, type ReaderState } from './reader.ts';

/** A stretch of the sentence with the chosen candidates in it. */
export interface PreviewPart {
  readonly text: string;
  readonly kind: 'text' | 'chosen' | 'blank';
}

/** The sentence with the chosen candidates in place; null while none is chosen. */
export function preview({ text, words, prediction, chosen }: ReaderState): PreviewPart[] | null {
  if (!prediction || chosen.size === 0) return null;
  const parts: PreviewPart[] = [];
  let at = 0;
  for (const mask of prediction.masks) {
    const candidate = chosen.get(mask.morphemes[0]!);
    if (!candidate && !isBlank(words, mask)) continue;
    parts.push({ text: text.slice(at, mask.start), kind: 'text' });
    parts.push(
      candidate ? { text: candidate.text, kind: 'chosen' } : { text: text.slice(mask.start, mask.end), kind: 'blank' },
    );
    at = mask.end;
  }
  parts.push({ text: text.slice(at), kind: 'text' });
  return parts.filter((part) => part.text !== '');
}

/** The same as one text. */
export const previewText = (state: ReaderState): string | null =>
  preview(state)
    ?.map(({ text }) => text)
    .join('') ?? null;
