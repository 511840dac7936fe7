import { TokenizerError } from '../errors.ts';

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
  try {
    if (typeof expression === 'string') return new RegExp(expression, 'gu');
  } catch (error) {
    throw new TokenizerError('unsupported', `tokenizer.json: the expression ${String(expression)}: ${String(error)}`);
  }
  throw new TokenizerError('invalid-config', 'tokenizer.json: a pattern is neither a string nor an expression.');
}
