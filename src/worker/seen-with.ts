import type { Collocation } from '../language/collocations.ts';
import { toHiragana } from '../language/kana.ts';
import type { ReadAlike } from '../language/read-alike.ts';
import type { Collocations } from '../language/seen-together.ts';
import type { Analyzer } from '../morphemes/morpheme.ts';
import type { WordUses } from '../predictions/results.ts';

/** As many as fit into a line or two. */
const MOST = 9;
/** Of so many times more some are the same in another writing. */
const SPELLINGS = 2;

/** What a word is seen with most; of words that are read alike (着く, つく) the one that is written oftenest. */
export function seenWith(word: string, known: Collocations, analyzer: Analyzer): Collocation[] {
  const reading = (text: string) =>
    toHiragana(
      analyzer
        .analyze(text)
        .map((one) => one.reading ?? one.surface)
        .join(''),
    );
  const read = new Set<string>();
  return known
    .of(word, SPELLINGS * MOST)
    .filter(({ dependent, link, head }) => {
      const said = [dependent, link, head].map(reading).join(' ');
      return read.size < read.add(said).size;
    })
    .slice(0, MOST);
}

/** So many words that are read alike, and of each that many examples: こうせい are a score. */
const MOST_ALIKE = 7;
const EXAMPLES = 4;

/** What tells a word from those that are read alike, itself first. */
export const alikeOf = (word: string, known: ReadAlike): WordUses[] =>
  known
    .alike(word)
    .slice(0, MOST_ALIKE)
    .map((one) => ({ word: one, examples: known.examplesOf(one).slice(0, EXAMPLES) }));
