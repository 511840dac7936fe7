/** A text derived from another, and where each of its UTF-16 units comes from. */
export interface MappedText {
  readonly text: string;
  /** Per unit of `text` the stretch of the source it was made from; null where both texts are the same. */
  readonly starts: Int32Array | null;
  readonly ends: Int32Array | null;
}

/**
 * Characters that may change or join what stands before them under NFKC: marks, halfwidth voiced sound marks, Hangul
 * vowels and final consonants (conjoining, compatibility and halfwidth), and a vowel of Kirat Rai. Before any other
 * character the text may be cut and its parts normalised on their own.
 */
const JOINING = /^[\p{M}\uff9e\uff9f\u1160-\u11ff\u3131-\u318e\uffa0-\uffdc\ud7b0-\ud7ff\u{16d67}]/u;

/** Unicode's NFKC with offsets. */
export function nfkc(source: string): MappedText {
  return mapStretches(source, (stretch) => stretch.normalize('NFKC'));
}

/** Half-width letters, digits, signs and kana as full-width ones, spaces included; the rest as it is. */
export function toFullWidth(source: string): MappedText {
  return mapStretches(source, (stretch) =>
    stretch
      .replace(/[\uff61-\uff9f]+/g, (kana) => kana.normalize('NFKC'))
      .replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
      .replaceAll(' ', '\u3000'),
  );
}

/**
 * Applies a change that works on characters with the marks that join them, and keeps track of where each came from.
 * Where it works on more, as with characters of a Unicode version newer than `JOINING`, neighbours that change together
 * share their place.
 */
export function mapStretches(source: string, change: (stretch: string) => string): MappedText {
  const text = change(source);
  if (text === source) return { text, starts: null, ends: null };
  const builder = new MappedTextBuilder(text.length);
  for (let start = 0; start < source.length;) {
    const end = nextCut(source, start);
    addStretch(builder, source, start, end, change);
    start = end;
  }
  return builder.finish(text) ?? mapJoined(source, text, change);
}

function addStretch(
  builder: MappedTextBuilder,
  source: string,
  start: number,
  end: number,
  change: (stretch: string) => string,
): void {
  const whole = change(source.slice(start, end));
  // Trailing marks that come out as they went in are kept apart, so that each keeps its own place.
  let tail = 0;
  if (whole === source.slice(start, end)) tail = end - start;
  else {
    while (
      tail < end - start - 1 &&
      tail < whole.length - 1 &&
      whole.charCodeAt(whole.length - 1 - tail) === source.charCodeAt(end - 1 - tail)
    )
      tail++;
    while (tail > 0 && change(source.slice(start, end - tail)) + source.slice(end - tail, end) !== whole) tail--;
    builder.add(whole.slice(0, whole.length - tail), start, end - tail);
  }
  for (let i = end - tail; i < end; i++) builder.add(source.charAt(i), i, i + 1);
}

/**
 * The same with stretches put together that change otherwise side by side than each by itself. What even that does not
 * explain has the whole source for its place.
 */
function mapJoined(source: string, text: string, change: (stretch: string) => string): MappedText {
  const builder = new MappedTextBuilder(text.length);
  let start = 0;
  for (let at = 0; at < source.length;) {
    const end = nextCut(source, at);
    const own = source.slice(at, end);
    const next = end < source.length ? source.slice(end, nextCut(source, end)) : '';
    if (change(own + next) === change(own) + change(next)) {
      if (start === at) addStretch(builder, source, start, end, change);
      else builder.add(change(source.slice(start, end)), start, end);
      start = end;
    }
    at = end;
  }
  return (
    builder.finish(text) ?? {
      text,
      starts: new Int32Array(text.length),
      ends: new Int32Array(text.length).fill(source.length),
    }
  );
}

/** Python's `str.lower()` applied to each character by itself, as transformers does before tokenizing. */
export function toLowerCase(source: string): MappedText {
  return mapStretches(source, (stretch) => Array.from(stretch, (character) => character.toLowerCase()).join(''));
}

/**
 * `second` was made from the text of `first`: maps it to the source of `first`. What stands for nothing there is an
 * empty place.
 */
export function composeMaps(first: MappedText, second: MappedText): MappedText {
  if (!first.starts || !first.ends) return second;
  if (!second.starts || !second.ends) return first;
  const { starts, ends } = first;
  const { starts: from, ends: to } = second;
  const startOf = (at: number) => starts[at] ?? ends.at(-1) ?? 0;
  return {
    text: second.text,
    starts: from.map(startOf),
    ends: to.map((end, i) => (end > from[i]! ? ends[end - 1]! : startOf(from[i]!))),
  };
}

class MappedTextBuilder {
  #text = '';
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;

  /** @param length Of the text that is to come out. */
  constructor(length: number) {
    this.#starts = new Int32Array(length);
    this.#ends = new Int32Array(length);
  }

  add(text: string, start: number, end: number): void {
    this.#starts.fill(start, this.#text.length, this.#text.length + text.length);
    this.#ends.fill(end, this.#text.length, this.#text.length + text.length);
    this.#text += text;
  }

  /** The text with its places; null where another came out. */
  finish(text: string): MappedText | null {
    return this.#text === text ? { text, starts: this.#starts, ends: this.#ends } : null;
  }
}

function nextCut(source: string, start: number): number {
  let end = start + characterLength(source, start);
  while (end < source.length && joins(source, end)) end += characterLength(source, end);
  return end;
}

function joins(source: string, at: number): boolean {
  const code = source.codePointAt(at) as number;
  return code >= 0x300 && JOINING.test(String.fromCodePoint(code));
}

function characterLength(source: string, at: number): number {
  return (source.codePointAt(at) as number) > 0xffff ? 2 : 1;
}

/**
 * Turns stretches of a mapped text, taken from left to right, into stretches of its source that neither overlap nor
 * leave anything out: where one source character became several units, the first stretch that touches it gets it. An
 * empty stretch stays one.
 */
export class SpanMapper {
  readonly #mapped: MappedText;
  #covered = 0;

  constructor(mapped: MappedText) {
    this.#mapped = mapped;
  }

  span(start: number, end: number): { start: number; end: number } {
    const { starts, ends } = this.#mapped;
    if (!starts || !ends) return { start, end };
    const from = Math.max(this.#covered, starts[start] ?? ends.at(-1) ?? 0);
    const to = end > start ? Math.max(from, ends[end - 1] as number) : from;
    this.#covered = to;
    return { start: from, end: to };
  }
}
