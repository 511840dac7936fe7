import type { Span } from '../morphemes/morpheme.ts';
import { SpanMapper, composed, mapped } from '../morphemes/normalization.ts';
import type { TokenizerConfig } from './config.ts';
import { PYTHON_SPACE } from './subwords.ts';

/** A word and, per UTF-16 unit of it, where it stands in the text. */
export interface BasicWord extends Span {
  readonly surface: string;
  /** Maps a stretch of the surface to the text; to be asked from left to right. */
  readonly span: (start: number, end: number) => Span;
}

/** transformers' BasicTokenizer: words at white space and punctuation, control characters dropped, NFC. */
export function basicWords(text: string, config: TokenizerConfig): BasicWord[] {
  const cleaned = mapped(text, (stretch) => spaced(cleanText(stretch), config.splitIdeographs).normalize('NFC'));
  const strip = config.stripAccents ?? config.lowerCase;
  const words: BasicWord[] = [];
  for (const { start, end } of spacedStretches(cleaned.text)) {
    const token = cleaned.text.slice(start, end);
    const kept = config.neverSplit.includes(token);
    const changed = mapped(token, (stretch) => {
      if (kept) return stretch;
      const lowered = config.lowerCase ? stretch.toLowerCase() : stretch;
      return strip ? lowered.normalize('NFD').replace(/\p{Mn}/gu, '') : lowered;
    });
    const inText = new SpanMapper(
      composed(
        { text: token, starts: cleaned.starts?.slice(start, end) ?? null, ends: cleaned.ends?.slice(start, end) ?? null },
        changed,
      ),
    );
    const offset = cleaned.starts ? 0 : start;
    const span = (from: number, to: number) => {
      const { start: first, end: last } = inText.span(from, to);
      return { start: first + offset, end: last + offset };
    };
    for (const part of kept ? [{ start: 0, end: token.length }] : punctuated(changed.text)) {
      words.push({ surface: changed.text.slice(part.start, part.end), start: 0, end: 0, span: (from, to) => span(part.start + from, part.start + to) });
    }
  }
  return words;
}

function cleanText(text: string): string {
  return text.replace(/[\0\ufffd]|(?![\t\n\r])\p{C}/gu, '').replace(/[\t\n\r\p{Zs}]/gu, ' ');
}

/** BERT's ideographs stand alone. */
function spaced(text: string, ideographs: boolean): string {
  if (!ideographs) return text;
  return text.replace(
    /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b820}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu,
    ' $& ',
  );
}

function spacedStretches(text: string): Span[] {
  const stretches: Span[] = [];
  for (let start = 0; start < text.length; start++) {
    if (PYTHON_SPACE.test(text.charAt(start))) continue;
    let end = start;
    while (end < text.length && !PYTHON_SPACE.test(text.charAt(end))) end++;
    stretches.push({ start, end });
    start = end;
  }
  return stretches;
}

/** Every punctuation character is a word. ASCII signs count as punctuation whatever Unicode calls them. */
function punctuated(token: string): Span[] {
  return Array.from(token.matchAll(/[!-/:-@[-`{-~\p{P}]|[^!-/:-@[-`{-~\p{P}]+/gu), (match) => ({ start: match.index, end: match.index + match[0].length }));
}
