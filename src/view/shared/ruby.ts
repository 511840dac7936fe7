import type { RubyMessage } from '../../protocol/analysis.ts';

/** A stretch of a word; `ruby` is null where the writing says how it is read. */
export interface RubyPart {
  readonly text: string;
  readonly ruby: string | null;
}

/** The text of [start, end) in stretches with and without a reading; a reading that reaches beyond is left out. */
export function rubyParts(text: string, start: number, end: number, rubies: readonly RubyMessage[]): RubyPart[] {
  const parts: RubyPart[] = [];
  let at = start;
  for (const ruby of rubies) {
    if (ruby.start < at || ruby.end > end) continue;
    if (ruby.start > at) parts.push({ text: text.slice(at, ruby.start), ruby: null });
    parts.push({ text: text.slice(ruby.start, ruby.end), ruby: ruby.text });
    at = ruby.end;
  }
  if (at < end) parts.push({ text: text.slice(at, end), ruby: null });
  return parts;
}
