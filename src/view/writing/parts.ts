/** UTF-16 offset into the text, and what stands there. */
export interface Part {
  readonly start: number;
  readonly text: string;
}

const END = /[。．！？!?‼⁇⁈⁉…][」』）)】〉》”’]*/g;

/** At most `longest` UTF-16 units of a text, never half of a surrogate pair. */
function headOf(text: string, longest: number): string {
  const head = text.slice(0, longest);
  return head.length < text.length && /[\ud800-\udbff]$/.test(head) ? head.slice(0, -1) : head;
}

/** A text in parts of at most `longest` UTF-16 units, 2 or more: its lines; longer ones are cut after the last sentence that ends within that, or anywhere. */
export function partsOf(text: string, longest: number): Part[] {
  const parts: Part[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    for (let at = 0; at < line.length;) {
      const head = headOf(line.slice(at), longest);
      const ends = head.length < line.length - at ? [...head.matchAll(END)] : [];
      const last = ends.at(-1);
      const length = last ? last.index + last[0].length : head.length;
      parts.push({ start: start + at, text: line.slice(at, at + length) });
      at += length;
    }
    start += line.length + 1;
  }
  return parts.filter((part) => part.text.trim() !== '');
}
