import { meantClass } from '../../language/classes.ts';
import type { Analysis, WordMessage } from '../../protocol/analysis.ts';
import type { Params } from '../../protocol/protocol.ts';

/**
 * What the dictionary of meanings is asked about a word: the same wherever it is asked. What leads a word decides: the
 * 量 of 排出量 is a suffix, but the word is none.
 */
export function meaningAsked(
  { base, baseReading, class: kind, first }: WordMessage,
  { morphemes }: Pick<Analysis, 'morphemes'>,
): Params<'meanings'>['words'][number] {
  const fine = morphemes[first]?.partOfSpeech[1];
  return { text: base, base, reading: baseReading, class: meantClass(kind, fine), ...(fine !== undefined && { fine }) };
}
