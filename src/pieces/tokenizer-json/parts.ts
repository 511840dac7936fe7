import { TokenizerError } from '../errors.ts';
import { Untranslatable } from './oniguruma-sets.ts';
import { translateOniguruma } from './oniguruma.ts';

/** A part of a tokenizer.json: an object with a `type`. */
export type Part = Readonly<Record<string, unknown>>;

/** @throws TokenizerError for what is no object */
export function partOf(value: unknown, where: string): Part {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TokenizerError('invalid-config', `tokenizer.json: ${where} is no object.`);
  return value as Part;
}

/** A list of parts under a name. @throws TokenizerError */
export function partsOf(part: Part, name: string): Part[] {
  const list = part[name];
  if (!Array.isArray(list)) throw new TokenizerError('invalid-config', `tokenizer.json: ${name} is no list.`);
  return list.map((item) => partOf(item, name));
}

/** Steps of a tokenizer one after another; the longest published sequence has a dozen. */
const MAX_STEPS = 100;

/** The steps of a sequence under a name, those of sequences in it included. @throws TokenizerError */
export function stepsOf(part: Part, name: string): Part[] {
  const steps = partsOf(part, name).flatMap((step) => (step.type === 'Sequence' ? stepsOf(step, name) : [step]));
  if (steps.length > MAX_STEPS)
    throw new TokenizerError('invalid-config', `tokenizer.json: ${name} are more than ${MAX_STEPS}.`);
  return steps;
}

/** @throws TokenizerError */
export function stringOf(part: Part, name: string): string {
  const value = part[name];
  if (typeof value !== 'string') throw new TokenizerError('invalid-config', `tokenizer.json: ${name} is no string.`);
  return value;
}

/** For a step that nobody has written here. */
export const unknownPart = (kind: string, type: unknown): TokenizerError =>
  new TokenizerError('unsupported', `tokenizer.json: the ${kind} ${String(type)} is not known here.`);

/** A pattern of a `Replace` or a `Split`: a string, or an expression in Oniguruma's syntax. @throws TokenizerError */
export function patternOf(part: Part): RegExp {
  const { String: literal, Regex: expression } = partOf(part.pattern, 'pattern');
  if (typeof literal === 'string') return new RegExp(literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'gu');
  if (typeof expression !== 'string')
    throw new TokenizerError('invalid-config', 'tokenizer.json: a pattern is neither a string nor an expression.');
  try {
    return translateOniguruma(expression);
  } catch (error) {
    if (!(error instanceof Untranslatable || error instanceof SyntaxError)) throw error;
    const reason = error instanceof Untranslatable ? `${error.message} is not known here.` : error.message;
    throw new TokenizerError('unsupported', `tokenizer.json: the expression ${expression}: ${reason}`);
  }
}

/** Where a pattern matches, as Oniguruma's search goes on: an empty match is none where the one before ends. */
export function* matchesOf(text: string, pattern: RegExp): Generator<readonly [start: number, end: number]> {
  if (text === '') return;
  let before = -1;
  for (const { index, 0: found } of text.matchAll(pattern)) {
    const end = index + found.length;
    if (index === end && end === before) continue;
    yield [index, end];
    before = end;
  }
}
