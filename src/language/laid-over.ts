import type { Span } from '../morphemes/morpheme.ts';
import type { CutText, Placed } from './cut-text.ts';
import type { Ruby } from './furigana.ts';
import { READ } from './kana.ts';
import type { ReadWord, Unit } from './read.ts';

/** A part of the whole text: a word that was found without the brackets, or a bracket behind one. */
interface Part extends Span {
  readonly word: ReadWord | null;
  /** What is cut out within it. */
  readonly inner: readonly Placed[];
}

/**
 * Lays the words of a text without brackets over the units of the whole one. A word begins and ends where it does, also
 * within a unit; that unit is the first one's, and a word that is left without any is not there. Brackets behind a word
 * keep the words that they had.
 * @param plain The words of the whole text.
 * @param split The units of the text without brackets.
 */
export function layOver(
  units: readonly Unit[],
  plain: readonly ReadWord[],
  cut: CutText,
  split: readonly Unit[],
  words: readonly ReadWord[],
): ReadWord[] {
  const had = new Map(plain.map(({ first }, index) => [first, index]));
  let unit = 0;
  return partsOf(cut, words, units).flatMap(({ start, end, word, inner }): ReadWord[] => {
    const first = unit;
    while (unit < units.length && (units[unit]!.start < end || units[unit]!.end <= end)) unit++;
    if (unit === first) return [];
    const place = { start, end, first, last: unit };
    if (!word) return bracketWords(plain, had.get(first) ?? plain.length, place);
    const meant = cut.toWhole(split[word.stem - 1]!).end;
    let stem = first + 1;
    while (stem < unit && units[stem]!.start < meant) stem++;
    return [{ ...word, ...place, stem, rubies: word.rubies.flatMap((ruby) => moveRuby(ruby, cut, inner)) }];
  });
}

/** A bracket behind a word is a part of its own, unless there is another within, and its end is that of a unit, too. */
function partsOf(cut: CutText, words: readonly ReadWord[], units: readonly Unit[]): Part[] {
  const ends = new Set(units.map(({ end }) => end));
  const parts: Part[] = [];
  let next = 0;
  for (const word of words) {
    const span = cut.toWhole(word);
    const inner: Placed[] = [];
    while (cut.brackets[next] && cut.brackets[next]!.at < word.end) inner.push(cut.brackets[next++]!);
    const behind = cut.brackets[next]?.at === word.end ? cut.brackets[next++]! : null;
    const whole = behind && inner.length > 0 && ends.has(behind.end);
    parts.push({ ...span, end: whole ? behind.end : span.end, word, inner });
    if (behind && !whole) parts.push({ start: behind.start, end: behind.end, word: null, inner: [] });
  }
  return parts;
}

/** The words that a bracket had, where they are all in it. @param from The first of them. */
function bracketWords(
  plain: readonly ReadWord[],
  from: number,
  place: Pick<ReadWord, 'start' | 'end' | 'first' | 'last'>,
): ReadWord[] {
  let to = from;
  while (to < plain.length && plain[to]!.last <= place.last) to++;
  if (to > from && plain[to - 1]!.last === place.last) return plain.slice(from, to);
  const nothing = { reading: null, rubies: [], baseReading: null, ambiguous: false };
  return [{ ...place, stem: place.last, class: 'other', base: '', forms: [], own: null, ...nothing }];
}

/** A reading over its kanji, a part of it over each where brackets stand between them. */
function moveRuby(ruby: Ruby, { text, toWhole }: CutText, brackets: readonly Placed[]): Ruby[] {
  const inner = brackets.filter(({ at }) => at > ruby.start && at < ruby.end);
  const said = inner.map(({ kana }) => kana).join('');
  const left = ruby.text.slice(said.length);
  const apart = ruby.text.startsWith(said) && left !== '' && !READ.test(text.slice(ruby.start, ruby.end));
  if (!apart) return [{ ...ruby, ...toWhole(ruby) }];
  let start = ruby.start;
  return [...inner, { at: ruby.end, kana: left }].map(({ at: end, kana }) => {
    const span = toWhole({ start, end });
    start = end;
    return { ...span, text: kana };
  });
}
