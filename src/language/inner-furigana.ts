import type { Morpheme, Span } from '../morphemes/morpheme.ts';
import { bracketsIn, cutOut, type Bracket, type CutText, type Placed } from './cut-text.ts';
import { conjugationForm } from './forms.ts';
import { furigana, type Ruby } from './furigana.ts';
import { writtenRubies } from './given.ts';
import { choicesOf } from './heteronyms.ts';
import { READ, toHiragana, UNREAD } from './kana.ts';
import { layOver } from './laid-over.ts';
import type { Morphemes } from './morphemes.ts';
import type { ReadWord, Unit } from './read.ts';

/** Readings of units that the model has chosen, by index. */
type Chosen = ReadonlyMap<number, string | null>;

/** What reads a text that is not quite the one asked about. */
export interface Readings {
  readonly split: (text: string) => readonly Unit[];
  readonly homographs: (morpheme: Morpheme) => readonly Morpheme[];
  readonly read: (text: string, units: readonly Unit[], given: readonly Ruby[], chosen: Chosen) => ReadWord[];
}

/** A text is split anew so often at most; each time without the brackets that are furigana as far as it is known. */
const MOST = 4;
/** No word with furigana is longer, in UTF-16 units, or has more stretches without. */
const LONGEST = 32;
const MOST_OPEN = 4;

/**
 * The words of a text, also of one that has furigana in brackets within its words: 食（た）べる. It is read once more without
 * the brackets, and what is found laid over its units. Kana are furigana where the word is read so.
 */
export function readThrough(
  text: string,
  units: readonly Unit[],
  given: readonly Ruby[],
  chosen: Chosen,
  readings: Readings,
): ReadWord[] {
  const { split, read } = readings;
  const plain = read(text, units, given, chosen);
  let brackets: readonly Bracket[] = bracketsIn(text);
  for (let times = 0; brackets.length > 0 && times < MOST; times++) {
    const cut = cutOut(text, brackets);
    const left = split(cut.text);
    const moved = given.map((ruby) => ({ ...ruby, start: cut.toCut(ruby.start), end: cut.toCut(ruby.end) }));
    const known = moveChosen(chosen, units, left, cut);
    const words = read(cut.text, left, moved, known);
    const { furigana: found, told, rubies } = judge(text, cut, left, words, readings);
    if (found.length < brackets.length) {
      brackets = found;
      continue;
    }
    const mended = left.map((unit, index) => ({ ...unit, morpheme: told.get(index) ?? unit.morpheme }));
    return layOver(
      units,
      plain,
      cut,
      left,
      rubies.length === 0 ? words : read(cut.text, mended, [...moved, ...rubies], known),
    );
  }
  return plain;
}

/** What was chosen, by index into the units that are left. */
function moveChosen(chosen: Chosen, units: readonly Unit[], left: readonly Unit[], { toCut }: CutText): Chosen {
  const places = new Map(left.map(({ start }, index) => [start, index]));
  return new Map(
    [...chosen].flatMap(([index, reading]) => {
      const { start, morpheme } = units[index]!;
      const place = places.get(toCut(start));
      return place !== undefined && left[place]!.morpheme?.surface === morpheme?.surface ? [[place, reading]] : [];
    }),
  );
}

interface Found {
  /** The brackets that are furigana. */
  readonly furigana: Placed[];
  /** Words of the dictionary that are read so, where those that were found are not, by index. */
  readonly told: Map<number, Morpheme>;
  readonly rubies: Ruby[];
}

/** Which brackets are furigana: the word before is read so, or may be. In 《》 nothing else stands. */
function judge(
  whole: string,
  cut: CutText,
  units: readonly Unit[],
  words: readonly ReadWord[],
  { homographs }: Readings,
): Found {
  const found: Found = { furigana: [], told: new Map(), rubies: [] };
  const written = new Map(writtenRubies(whole).map((ruby) => [ruby.end, ruby]));
  const morphemes = units.map(({ morpheme }) => morpheme);
  let next = 0;
  let unit = 0;
  for (const word of words) {
    const own: Placed[] = [];
    while (next < cut.brackets.length && cut.brackets[next]!.at <= word.end) own.push(cut.brackets[next++]!);
    if (own.length === 0) continue;
    if (word.reading !== null && isReadSo(cut.text, word, own, word.reading)) {
      found.furigana.push(...own);
      continue;
    }
    for (const bracket of own) {
      while (units[unit]!.end < bracket.at) unit++;
      const { morpheme, start, end } = units[unit]!;
      const beside = own.filter(({ at }) => at > start && at <= end);
      const told = morpheme && readAsTold(cut.text, morphemes, unit, beside, homographs);
      const ruby = written.get(bracket.start);
      if (!told && !ruby) continue;
      found.furigana.push(bracket);
      if (!told) found.rubies.push({ ...ruby!, start: cut.toCut(ruby!.start), end: bracket.at });
      else if (bracket === beside[0] && !(told.morpheme === morpheme && word.reading?.includes(told.reading))) {
        found.told.set(unit, told.morpheme);
        found.rubies.push(...furigana(cut.text.slice(start, end), told.reading, start));
      }
    }
  }
  return found;
}

/** What a morpheme is, where it is read as its brackets say: itself, or what else the dictionary has in its place. */
function readAsTold(
  text: string,
  morphemes: Morphemes,
  index: number,
  brackets: readonly Placed[],
  homographs: Readings['homographs'],
): { readonly morpheme: Morpheme; readonly reading: string } | undefined {
  const morpheme = morphemes[index]!;
  const others = homographs(morpheme)
    .filter(
      (other) =>
        other.partOfSpeech[0] === morpheme.partOfSpeech[0] && conjugationForm(other) === conjugationForm(morpheme),
    )
    // Of names there is one for any reading.
    .sort((a, b) => Number(isName(a)) - Number(isName(b)));
  const choices = (choicesOf(text, morphemes, index) ?? []).map(({ reading }) => ({ morpheme, reading }));
  const entries = [morpheme, ...others].map((one) => ({ morpheme: one, reading: toHiragana(one.reading ?? '') }));
  return [...entries, ...choices].find(({ reading }) => isReadSo(text, morpheme, brackets, reading));
}

const isName = ({ partOfSpeech: [, fine] }: Morpheme): boolean => fine === '固有名詞';

/** Whether a reading of a stretch has the kana of brackets in the place of the kanji before them. */
function isReadSo(text: string, { start, end }: Span, brackets: readonly Placed[], reading: string): boolean {
  if (end - start > LONGEST) return false;
  let pattern = '';
  let open = 0;
  let at = start;
  for (const { at: to, kana } of [...brackets, { at: end, kana: null }]) {
    const stretches = text.slice(at, to).match(STRETCHES);
    stretches?.forEach((stretch, i) => {
      if (kana !== null && i === stretches.length - 1) pattern += kana;
      else if (READ.test(stretch)) pattern += toHiragana(stretch);
      else {
        pattern += UNREAD.test(stretch) ? '.+' : '.*';
        open++;
      }
    });
    at = to;
  }
  return open <= MOST_OPEN && new RegExp(`^${pattern}$`).test(reading);
}

/** Kanji side by side, kana, and what is neither. */
const STRETCHES = new RegExp(`${UNREAD.source}+|${READ.source}+|[^${UNREAD.source}${READ.source}]+`, 'gv');
