import { type AddedToken, checkTokens, isAlone, patternOfAny } from '../added.ts';
import { TokenizerError } from '../errors.ts';
import { MAX_ID } from '../limits.ts';
import { endWithout, startWithout, WHITE_SPACE } from '../spaces.ts';
import type { Located } from '../splitter.ts';
import type { Normalizer } from './normalizers.ts';
import { partsOf, type Part } from './parts.ts';
import { sliceRun, type Run } from './run.ts';

/** A token as tokenizer.json has it. */
export interface FastToken extends AddedToken {
  readonly id: number;
  /** Whether it is looked for in the text as the normalizer makes it; else in the text as it is written. */
  readonly normalized: boolean;
}

/** The `added_tokens` of a tokenizer.json. @throws TokenizerError */
export function addedTokens(file: Part): FastToken[] {
  const added = file.added_tokens == null ? [] : partsOf(file, 'added_tokens').map(addedToken);
  checkTokens(added.map(({ content }) => content));
  return added;
}

/** @throws TokenizerError */
function addedToken(part: Part): FastToken {
  const { id, content } = part;
  if (
    typeof id !== 'number' ||
    !Number.isInteger(id) ||
    id < 0 ||
    id > MAX_ID ||
    typeof content !== 'string' ||
    content === ''
  )
    throw new TokenizerError('invalid-vocabulary', 'tokenizer.json: an added token has no id or no content');
  return {
    id,
    content,
    special: part.special === true,
    lstrip: part.lstrip === true,
    rstrip: part.rstrip === true,
    alone: part.single_word === true,
    kept: true,
    normalized: part.normalized === true,
  };
}

/**
 * Cuts normalized text at the tokens that are looked for there, whose own texts are normalized as well.
 * huggingface/tokenizers' extract_and_normalize.
 */
export function cutAtAdded(added: readonly FastToken[], normalize: Normalizer): (run: Run) => (Run | Located)[] {
  const byText = new Map<string, FastToken>();
  // Of those that are one when normalized the first counts, special ones before all others.
  for (const token of [true, false].flatMap((special) => added.filter((token) => token.special === special))) {
    const text = token.normalized ? normalize(token.content).text : '';
    if (text !== '' && !byText.has(text)) byText.set(text, token);
  }
  const pattern = patternOfAny(byText.keys());
  return (run) => {
    const { text, starts, ends } = run;
    const parts: (Run | Located)[] = [];
    let at = 0;
    for (const { index, 0: found } of text.matchAll(pattern)) {
      const { id, alone, lstrip, rstrip } = byText.get(found)!;
      let [from, to] = [index, index + found.length];
      if (alone && !isAlone(text, from, to)) continue;
      // A space that the one before has taken along may be this one's as well.
      from = Math.max(from, at);
      if (lstrip) from = at + endWithout(WHITE_SPACE, text.slice(at, from));
      if (rstrip) to += startWithout(WHITE_SPACE, text.slice(to));
      if (from > at) parts.push(sliceRun(run, at, from));
      parts.push({ id, start: starts[from]!, end: ends[to - 1]! });
      at = Math.max(at, to);
    }
    if (at < text.length) parts.push(sliceRun(run, at, text.length));
    return parts;
  };
}
