import { nounRules } from './context-nouns.ts';
import { lemmas, verbRules } from './context-verbs.ts';
import { isCounter, readCounted } from './counters.ts';
import type { Morphemes } from './morphemes.ts';
import { readNumeral } from './numerals.ts';
import { bySurface, placeOf } from './place.ts';
import { dayReading } from './short-names.ts';

/**
 * Words that are read in one way in some places and in another elsewhere, where grammar tells. The first rule that fits
 * counts.
 */
const rules = bySurface([...nounRules, ...verbRules]);

/**
 * The reading of one morpheme that grammar tells where it stands, in hiragana; null where nobody can tell, undefined
 * where no rule speaks of it.
 */
export function readingInContext(text: string, morphemes: Morphemes, index: number): string | null | undefined {
  const morpheme = morphemes[index]!;
  const day = dayReading(text, morphemes, index);
  if (day !== null) return day;
  const own = rules.get(morpheme.surface);
  if (own) {
    const place = placeOf(text, morphemes, index);
    const rule = own.find(([, , when]) => when(place));
    if (rule) return rule[1];
  }
  const counted = /^何(.+)$/.exec(morpheme.surface);
  if (counted && isCounter(counted[1]!)) {
    const { number, counter } = readCounted(readNumeral('何')!, counted[1]!) ?? { number: null, counter: null };
    return number === null ? null : number + (counter ?? '');
  }
  return undefined;
}

/**
 * The dictionary form that a verb has where its reading tells: 行った is 行く where it is いった, and 行う where it is おこなった. The
 * more usual of the two where nobody can tell; null where there is one only.
 * @param chosen Readings that the model has chosen, by index.
 * @param given How the text itself says that it is read.
 */
export function lemmaInContext(
  text: string,
  morphemes: Morphemes,
  index: number,
  chosen: ReadonlyMap<number, string | null>,
  given: string | null = null,
): string | null {
  const own = lemmas[morphemes[index]!.surface];
  if (!own) return null;
  const told = given ?? readingInContext(text, morphemes, index);
  const reading = told === undefined ? (chosen.get(index) ?? null) : told;
  return (reading === null ? Object.values(own)[0] : own[reading]) ?? null;
}
