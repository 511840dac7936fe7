import { SPACE } from '../splitter.ts';
import { alphabet } from './bytes.ts';
import { translateOniguruma } from './oniguruma.ts';
import { matchesOf, partOf, patternOf, stepsOf, stringOf, unknownPart, type Part } from './parts.ts';
import { changeRun, characters, joinForms, sliceRun, type Run } from './run.ts';

/** Cuts runs into runs that no piece reaches beyond. */
export type PreTokenizer = (run: Run) => Run[];

/** What becomes of that at which a run is cut. */
type Behavior = 'Removed' | 'Isolated' | 'Contiguous' | 'MergedWithPrevious' | 'MergedWithNext';
const BEHAVIORS: readonly unknown[] = ['Removed', 'Isolated', 'Contiguous', 'MergedWithPrevious', 'MergedWithNext'];

const WHITE = /\p{White_Space}+/gu;
const PUNCTUATION = /[!-/:-@[-`{-~\p{P}]/gu;
const WORD = String.raw`[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]`;
/** GPT-2's words. */
const GPT2 = translateOniguruma(String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`);

/**
 * What `pre_tokenizer` of a tokenizer.json does: huggingface/tokenizers' pre-tokenizers of these names. @throws
 * TokenizerError
 */
export function readPreTokenizer(value: unknown): PreTokenizer {
  if (value == null) return (run) => [run];
  const part = partOf(value, 'pre_tokenizer');
  switch (part.type) {
    case 'Sequence': {
      const steps = stepsOf(part, 'pretokenizers').map(readPreTokenizer);
      return (run) => steps.reduce<Run[]>((runs, step) => runs.flatMap(step), [run]);
    }
    case 'Metaspace':
      return metaspace(part);
    case 'WhitespaceSplit':
      return (run) => cut(run, WHITE, 'Removed');
    case 'Whitespace':
      return (run) => cut(run, new RegExp(`${WORD}+|(?:(?!${WORD})\\P{White_Space})+`, 'gu'), 'Removed', true);
    case 'BertPreTokenizer':
      return (run) => cut(run, WHITE, 'Removed').flatMap((word) => cut(word, PUNCTUATION, 'Isolated'));
    case 'Punctuation':
      return (run) => cut(run, PUNCTUATION, behaviorOf(part));
    case 'Digits':
      return (run) => cut(run, /\p{N}/gu, part.individual_digits === true ? 'Isolated' : 'Contiguous');
    case 'CharDelimiterSplit': {
      const pattern = patternOf({ pattern: { String: stringOf(part, 'delimiter') } });
      return (run) => cut(run, pattern, 'Removed');
    }
    case 'Split': {
      const [pattern, behavior, invert] = [patternOf(part), behaviorOf(part), part.invert === true];
      return (run) => cut(run, pattern, behavior, invert);
    }
    case 'ByteLevel':
      return byteLevel(part);
    default:
      throw unknownPart('pre-tokenizer', part.type);
  }
}

const behaviorOf = (part: Part): Behavior => {
  if (part.behavior === undefined) return 'Isolated';
  if (!BEHAVIORS.includes(part.behavior)) throw unknownPart('behavior', part.behavior);
  return part.behavior as Behavior;
};

/** SentencePiece's spaces. Before 2023 files had add_prefix_space in place of prepend_scheme. */
function metaspace(part: Part): PreTokenizer {
  const sign = typeof part.replacement === 'string' ? part.replacement : SPACE;
  const scheme = part.prepend_scheme ?? (part.add_prefix_space === false ? 'never' : 'always');
  const space = patternOf({ pattern: { String: sign } });
  return (run) => {
    if (run.text === '') return [];
    const prefix =
      (scheme === 'always' || (scheme === 'first' && run.first && run.starts[0] === 0)) &&
      !run.text.startsWith(' ') &&
      !run.text.startsWith(sign);
    const signed = changeRun(run, (text) =>
      joinForms([
        ...(prefix ? [[sign, 0, 0] as const] : []),
        ...Array.from(characters(text), ([form, start, end]) => [form === ' ' ? sign : form, start, end] as const),
      ]),
    );
    return part.split === false ? [signed] : cut(signed, space, 'MergedWithNext');
  };
}

function byteLevel(part: Part): PreTokenizer {
  const utf8 = new TextEncoder();
  /** A third of the time: a text has few characters that differ. */
  const known = new Map<string, string>();
  const bytesOf = (character: string) => {
    let form = known.get(character);
    if (form === undefined)
      known.set(character, (form = Array.from(utf8.encode(character), (b) => alphabet[b]!).join('')));
    return form;
  };
  /** Lazily: the first step that makes too much of a text is the last. */
  function* asBytes(text: string) {
    for (const [character, start, end] of characters(text)) yield [bytesOf(character), start, end] as const;
  }
  return (run) => {
    const spaced =
      part.add_prefix_space !== false && run.text !== '' && !run.text.startsWith(' ')
        ? changeRun(run, (text) => joinForms([[' ', 0, 0], ...characters(text)]))
        : run;
    return (part.use_regex === false ? [spaced] : cut(spaced, GPT2, 'Isolated')).map((word) =>
      changeRun(word, (text) => joinForms(asBytes(text))),
    );
  };
}

/** Cuts a run where a pattern matches, be it nothing, or with `invert` where not. Nothing empty comes out. */
function cut(run: Run, pattern: RegExp, behavior: Behavior, invert = false): Run[] {
  const parts: { from: number; to: number; match: boolean }[] = [];
  let at = 0;
  for (const [from, to] of matchesOf(run.text, pattern)) {
    if (from > at) parts.push({ from: at, to: from, match: invert });
    parts.push({ from, to: (at = to), match: !invert });
  }
  if (at < run.text.length) parts.push({ from: at, to: run.text.length, match: invert });
  return merge(parts, behavior).flatMap(({ from, to }) => (to > from ? sliceRun(run, from, to) : []));
}

function merge<P extends { from: number; to: number; match: boolean }>(parts: readonly P[], behavior: Behavior): P[] {
  if (behavior === 'Isolated') return [...parts];
  if (behavior === 'Removed') return parts.filter(({ match }) => !match);
  const backwards = behavior === 'MergedWithNext';
  const result: P[] = [];
  let before: boolean | null = null;
  for (const part of backwards ? parts.toReversed() : parts) {
    const last = result.at(-1);
    const joins = behavior === 'Contiguous' ? before === part.match : part.match && before === false;
    if (joins && last)
      result[result.length - 1] = { ...last, from: Math.min(last.from, part.from), to: Math.max(last.to, part.to) };
    else result.push(part);
    before = part.match;
  }
  return backwards ? result.reverse() : result;
}
