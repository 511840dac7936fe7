import { composeMaps, toLowerCase, mapStretches, type MappedText } from '../../morphemes/normalization.ts';
import { TokenizerError } from '../errors.ts';
import { readCharsmap, type Charsmap } from '../sentencepiece/charsmap.ts';
import { matchesOf, partOf, patternOf, stepsOf, stringOf, unknownPart, type Part } from './parts.ts';
import { characters, joinForms } from './run.ts';

/** A change of a text, with the places it comes from. */
export type Normalizer = (text: string) => MappedText;

const FORMS = ['NFC', 'NFD', 'NFKC', 'NFKD'] as const;

/**
 * What `normalizer` of a tokenizer.json does: huggingface/tokenizers' normalizers of these names. @throws
 * TokenizerError
 */
export function readNormalizer(value: unknown): Normalizer {
  if (value == null) return unchanged;
  const part = partOf(value, 'normalizer');
  const form = FORMS.find((name) => name === part.type);
  if (form) return (text) => mapStretches(text, (stretch) => stretch.normalize(form));
  switch (part.type) {
    case 'Sequence':
      return stepsOf(part, 'normalizers').map(readNormalizer).reduce(inTurn, unchanged);
    case 'Lowercase':
      return toLowerCase;
    case 'Strip':
      return (text) => strip(text, part.strip_left !== false, part.strip_right !== false);
    case 'StripAccents':
      return withoutMarks;
    case 'Replace': {
      const [pattern, content] = [patternOf(part), stringOf(part, 'content')];
      return (text) => replaceAll(text, pattern, content);
    }
    case 'Prepend': {
      const prefix = stringOf(part, 'prepend');
      return (text) => (text === '' ? unchanged(text) : joinForms([[prefix, 0, 0], ...characters(text)]));
    }
    case 'Precompiled':
      return charsmapNormalizer(readCharsmap(fromBase64(stringOf(part, 'precompiled_charsmap'))));
    case 'Nmt':
      return nmt;
    case 'BertNormalizer':
      return bert(part);
    default:
      throw unknownPart('normalizer', part.type);
  }
}

const unchanged: Normalizer = (text) => ({ text, starts: null, ends: null });

const inTurn =
  (first: Normalizer, second: Normalizer): Normalizer =>
  (text) => {
    const before = first(text);
    return composeMaps(before, second(before.text));
  };

/** Rewrites a text character by character. */
const each =
  (rewrite: (character: string) => string): Normalizer =>
  (text) =>
    joinForms(Array.from(characters(text), ([character, start, end]) => [rewrite(character), start, end] as const));

function strip(text: string, left: boolean, right: boolean): MappedText {
  const isWhite = (at: number) => /\p{White_Space}/u.test(text.charAt(at));
  let [from, to] = [0, text.length];
  if (left) while (from < to && isWhite(from)) from++;
  if (right) while (to > from && isWhite(to - 1)) to--;
  return joinForms(Array.from(characters(text)).filter(([, start, end]) => start >= from && end <= to));
}

const withoutMarks = each((character) => (/\p{Mn}/u.test(character) ? '' : character));

function replaceAll(text: string, pattern: RegExp, content: string): MappedText {
  const forms: (readonly [string, number, number])[] = [];
  let at = 0;
  for (const [from, to] of matchesOf(text, pattern)) {
    for (const [character, start, end] of characters(text.slice(at, from)))
      forms.push([character, at + start, at + end]);
    forms.push([content, from, to]);
    at = to;
  }
  for (const [character, start, end] of characters(text.slice(at))) forms.push([character, at + start, at + end]);
  return joinForms(forms);
}

/** Bytes from which on a cluster is looked up character by character. */
const LONG = 6;

/**
 * Grapheme by grapheme: a short one is looked up whole, and the first match in the map, the shortest, replaces all of
 * it; else each character is.
 */
function charsmapNormalizer(map: Charsmap): Normalizer {
  const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
  const utf8 = new TextEncoder();
  const lookUp = (text: string): string | null => map.shortestPrefix(utf8.encode(text));
  return (text) => {
    const forms: (readonly [string, number, number])[] = [];
    for (const { segment, index } of segmenter.segment(text)) {
      const whole = utf8.encode(segment).length < LONG ? lookUp(segment) : null;
      if (whole !== null) forms.push([whole, index, index + segment.length]);
      else
        for (const [character, start, end] of characters(segment))
          forms.push([lookUp(character) ?? character, index + start, index + end]);
    }
    return joinForms(forms);
  };
}

const NMT_NOTHING = /[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]/;
const NMT_SPACE = /[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]/;
const nmt = each((character) => (NMT_NOTHING.test(character) ? '' : NMT_SPACE.test(character) ? ' ' : character));

function bert(part: Part): Normalizer {
  const steps: Normalizer[] = [];
  if (part.clean_text !== false) steps.push(each(clean));
  if (part.handle_chinese_chars !== false)
    steps.push(each((character) => (isIdeograph(character.codePointAt(0)!) ? ` ${character} ` : character)));
  const lower = part.lowercase !== false;
  if (typeof part.strip_accents === 'boolean' ? part.strip_accents : lower)
    steps.push((text) => mapStretches(text, (stretch) => stretch.normalize('NFD')), withoutMarks);
  if (lower) steps.push(toLowerCase);
  return steps.reduce(inTurn, unchanged);
}

const clean = (character: string): string => {
  if (/[\t\n\r]/.test(character)) return ' ';
  if (character === '\ufffd' || /\p{C}/u.test(character)) return '';
  return /\p{White_Space}/u.test(character) ? ' ' : character;
};

const IDEOGRAPHS = [
  [0x4e00, 0x9fff],
  [0x3400, 0x4dbf],
  [0x20000, 0x2a6df],
  [0x2a700, 0x2b73f],
  [0x2b740, 0x2b81f],
  [0x2b920, 0x2ceaf],
  [0xf900, 0xfaff],
  [0x2f800, 0x2fa1f],
] as const;
const isIdeograph = (code: number): boolean => IDEOGRAPHS.some(([from, to]) => code >= from && code <= to);

function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    throw new TokenizerError('invalid-config', 'tokenizer.json: precompiled_charsmap is not base64.');
  }
}
