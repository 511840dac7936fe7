import { lengthWithin } from '../../language/sentences.ts';

/** UTF-16 offset into the text, and what stands there. */
export interface Part {
  readonly start: number;
  readonly text: string;
}

/**
 * A text in parts of at most `longest` UTF-16 units, 2 or more: its lines; longer ones are cut after the last sentence
 * that ends within that, or anywhere.
 */
export function partsOf(text: string, longest: number): Part[] {
  const parts: Part[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    for (let at = 0; at < line.length;) {
      const length = lengthWithin(line.slice(at), longest);
      parts.push({ start: start + at, text: line.slice(at, at + length) });
      at += length;
    }
    start += line.length + 1;
  }
  return parts.filter((part) => part.text.trim() !== '');
}
