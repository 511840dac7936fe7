import type { Span } from '../morphemes/morpheme.ts';
import { type MappedText, composeMaps, mapStretches } from '../morphemes/normalization.ts';
import type { TokenizerConfig } from './config.ts';
import { PYTHON_SPACE } from './spaces.ts';

/** Words as stretches of a text of their own, which is mapped to the text they come from. */
export interface BasicWords {
  readonly text: MappedText;
  readonly words: readonly Span[];
}

/** transformers' BasicTokenizer: words at white space and punctuation, control characters dropped, NFC. */
export function basicWords(text: string, config: TokenizerConfig): BasicWords {
  // One after the other: what is dropped may stand between a letter and its mark, which are one character without it.
  const spaced = mapStretches(text, (stretch) => spaceOut(cleanText(stretch), config.splitIdeographs));
  const cleaned = composeMaps(
    spaced,
    mapStretches(spaced.text, (stretch) => stretch.normalize('NFC')),
  );
  const strip = config.stripAccents ?? config.lowerCase;
  const words: Span[] = [];
  let joined = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { start, end } of spacedStretches(cleaned.text)) {
    const token = cleaned.text.slice(start, end);
    const kept = config.neverSplit.has(token);
    const changed = mapStretches(token, (stretch) => {
      if (kept) return stretch;
      const lowered = config.lowerCase ? stretch.toLowerCase() : stretch;
      return strip ? lowered.normalize('NFD').replace(/\p{Mn}/gu, '') : lowered;
    });
    const parts = kept ? [{ start: 0, end: token.length }] : splitPunctuation(changed.text);
    for (const part of parts) words.push({ start: joined.length + part.start, end: joined.length + part.end });
    joined += changed.text;
    const inText = composeMaps(identityAt(start, token, cleaned), changed);
    for (let i = 0; i < changed.text.length; i++) {
      starts.push(inText.starts?.[i] as number);
      ends.push(inText.ends?.[i] as number);
    }
  }
  return { text: { text: joined, starts: Int32Array.from(starts), ends: Int32Array.from(ends) }, words };
}

/** The stretch of `whole` that starts at `start`, with each unit's place written out. */
function identityAt(start: number, text: string, whole: MappedText): MappedText {
  const end = start + text.length;
  return {
    text,
    starts: whole.starts?.slice(start, end) ?? Int32Array.from(text.split(''), (_, i) => start + i),
    ends: whole.ends?.slice(start, end) ?? Int32Array.from(text.split(''), (_, i) => start + i + 1),
  };
}

function cleanText(text: string): string {
  return text.replace(/[\0\ufffd]|(?![\t\n\r])\p{C}/gu, '').replace(/[\t\n\r\p{Zs}]/gu, ' ');
}

/** BERT's ideographs stand alone. */
function spaceOut(text: string, ideographs: boolean): string {
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
export function splitPunctuation(token: string): Span[] {
  return Array.from(token.matchAll(/[!-/:-@[-`{-~\p{P}]|[^!-/:-@[-`{-~\p{P}]+/gu), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}
