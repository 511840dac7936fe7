import { InputError } from '../node/lines.ts';
import { dictionaries } from './dictionaries.ts';

/** What ships. */
const SHIPPED = 'ipadic';

export interface Wanted {
  /** A dictionary that is known by name, or the path of any. */
  readonly dictionary: string;
  /** A folder of sources, where the user names one. */
  readonly sources: string | undefined;
  /** Null for the place of the pack that ships. */
  readonly out: string | null;
}

/**
 * Only what ships, from where Debian puts it, goes without being told where to: anything else would take its place.
 * @throws InputError
 */
export function readArguments([dictionary = SHIPPED, second, third]: readonly string[]): Wanted {
  const source = dictionaries[dictionary];
  if (!source) {
    if (second) return { dictionary, sources: undefined, out: second };
    const known = Object.keys(dictionaries).join(', ');
    throw new InputError(`unknown dictionary ${dictionary}; known are ${known}, or DICTIONARY OUT`);
  }
  if (third) return { dictionary, sources: second, out: third };
  if (dictionary === SHIPPED && second === undefined) return { dictionary, sources: undefined, out: null };
  throw new InputError(`OUT is missing: npm run build:dictionary -- ${dictionary} ${second || source.sources} OUT`);
}
