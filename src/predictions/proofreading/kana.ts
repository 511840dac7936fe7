import { HAN, KANA } from '../../language/kana.ts';
import { toKatakana } from '../../morphemes/columns.ts';
import type { Span } from '../../morphemes/morpheme.ts';
import { characterBefore } from '../../morphemes/pairs.ts';
import { latticeGain, type Replacement } from './lattice.ts';
import type { Material, Proposal } from './proposal.ts';
import type { SlipKind } from '../results.ts';

const HIRAGANA =
  'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをんがぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽっゃゅょ';
const KATAKANA = `${toKatakana(HIRAGANA)}ーァィゥェォ`;
/** Kana that sound, look or lie alike: each is taken for the others of its group. */
const ALIKE = [
  'ずづす',
  'じぢし',
  'はわば',
  'をお',
  'へえ',
  'いゆり',
  'いえ',
  'うお',
  'つっ',
  'やゃ',
  'ゆゅ',
  'よょ',
  'かが',
  'きぎ',
  'くぐ',
  'けげ',
  'こご',
  'さざ',
  'せぜ',
  'そぞん',
  'ただ',
  'てで',
  'とど',
  'ひび',
  'ふぶ',
  'へべ',
  'ほぼ',
  'ンソ',
  'シツ',
  'ツッ',
  'ヤャ',
  'ユュ',
  'ヨョ',
  'ズヅ',
  'ジヂ',
  'アァ',
  'イィ',
  'エェ',
  'オォ',
  'ハバパ',
  'ヒビピ',
  'フブプ',
  'ヘベペ',
  'ホボポ',
];

/** Bits that the dictionary and the kind of edit must speak for it before the model is asked. */
const WORTH_ASKING = -1;
/** Edits of one place the model is asked about, and of those two edits at once. */
const PER_PLACE = 8;
const PAIRS = 3;
/** Edits of one place that a second edit is tried on. */
const TWICE = 6;

/**
 * Bits by which slips are rarer than leaving a kana out: one of seventy others in its place or beside it, one like it.
 */
const ANY_OTHER = -6;
const LIKE_IT = -1;
/** Or one that sounds as it does: which of them is written is a rule one has to know. */
const SOUNDS_LIKE_IT = 1;
const SAME_SOUND = ['ずづ', 'じぢ', 'はわ', 'をお', 'ズヅ', 'ジヂ'];
/** Katakana are typed by sound: another sound is another word. */
const ANOTHER_SOUND = -14;
/** What of a word in katakana is left out, as one does not hear it well. */
const UNHEARD = /[ーッンャュョァィゥェォ]/;
/** Two slips in one place. */
const SECOND = -5;

interface Edit extends Replacement {
  readonly prior: number;
}

/**
 * One kana left out, put in, exchanged, or swapped with its neighbour, and two of these near each other, within the
 * given stretches of the text. Of the thousands of these the dictionary's costs choose: what makes known words of
 * unknown ones, or words that follow each other more often.
 */
export function proposeKana(material: Material, places: readonly Span[]): Proposal[] {
  return places.flatMap((place) => editsOf(material, place));
}

function editsOf(material: Material, { start, end }: Span): Proposal[] {
  const { analyzer } = material;
  const { text } = material.encoding;
  const gain = latticeGain(text, { start, end }, analyzer);
  const rank = (edits: Iterable<Edit>) =>
    [...edits]
      .map((edit) => ({ edit, bits: gain(edit) + edit.prior }))
      .filter(({ bits }) => bits >= WORTH_ASKING)
      .sort((a, b) => b.bits - a.bits);
  const once = rank(oneEdit(text, start, end));
  const twice = rank(
    once.slice(0, TWICE).flatMap(({ edit }) => {
      const edited = text.slice(0, edit.start) + edit.instead + text.slice(edit.end);
      const reach = edit.start + edit.instead.length;
      return [...oneEdit(edited, Math.max(0, edit.start - 1), Math.min(edited.length, reach + 2))].map((more) =>
        combine(edit, edited, more),
      );
    }),
  );
  const chosen = [...once.slice(0, PER_PLACE), ...twice.slice(0, PAIRS)].map(({ edit }) => edit);
  const heard = [...oneEdit(text, start, end)].filter((edit) => isHeardAsNoun(material, edit));
  return [...new Set([...chosen, ...heard])].map((edit) => ({ kind: kindOf(text, edit), ...edit }));
}

/** Kana of a noun that is usually written in kanji, which the dictionary does not have in kana (おおかみ). */
const NOUN = { shortest: 4, longest: 6 } as const;

/**
 * Whether one kana for another that is like it makes the reading of a common noun of what is none: おうかみ is meant as
 * おおかみ, though the dictionary finds no word in either.
 */
function isHeardAsNoun(
  { encoding: { text }, lexicon, isPiece }: Material,
  { start, end, instead, prior }: Edit,
): boolean {
  if (end - start !== 1 || instead.length !== 1 || prior < LIKE_IT || !/[ぁ-ゖ]/.test(instead)) return false;
  const isNoun = (kana: string) =>
    /^[ぁ-ゖ]+$/.test(kana) &&
    lexicon
      .readAs(toKatakana(kana))
      .some(({ surface, partOfSpeech: [coarse] }) => coarse === '名詞' && isPiece(surface));
  for (let length = NOUN.shortest; length <= NOUN.longest; length++)
    for (let from = Math.max(0, end - length); from <= start && from + length <= text.length; from++) {
      const [before, after] = [text.slice(from, start), text.slice(end, from + length)];
      if (isNoun(before + instead + after) && !isNoun(before + text.slice(start, end) + after)) return true;
    }
  return false;
}

function* oneEdit(text: string, start: number, end: number): Generator<Edit> {
  for (let at = start; at <= end; at++) {
    const [before, here, next] = [characterBefore(text, at), text.charAt(at), text.charAt(at + 1)];
    const beside = [before, here].filter((character) => KANA.test(character));
    if (beside.length === 0 && HAN.test(before)) beside.push(before);
    // At the end of a word in katakana either alphabet may go on.
    for (const alphabet of new Set(beside.map(alphabetOf)))
      for (const kana of alphabet)
        yield {
          start: at,
          end: at,
          instead: kana,
          prior: alphabet === KATAKANA && !UNHEARD.test(kana) ? ANY_OTHER : 0,
        };
    if (at === end || !KANA.test(here)) continue;
    yield {
      start: at,
      end: at + 1,
      instead: '',
      prior: here === before || here === next || HAN.test(before) ? LIKE_IT : ANY_OTHER,
    };
    const alphabet = alphabetOf(here);
    for (const kana of alphabet)
      if (kana !== here)
        yield {
          start: at,
          end: at + 1,
          instead: kana,
          prior: isAmong(SAME_SOUND, kana, here)
            ? SOUNDS_LIKE_IT
            : isAmong(ALIKE, kana, here)
              ? LIKE_IT
              : alphabet === KATAKANA
                ? ANOTHER_SOUND
                : ANY_OTHER,
        };
    if (KANA.test(next) && next !== here) yield { start: at, end: at + 2, instead: next + here, prior: LIKE_IT };
  }
}

const alphabetOf = (kana: string) => (/[ァ-ヺー]/.test(kana) ? KATAKANA : HIRAGANA);
const isAmong = (groups: readonly string[], a: string, b: string) =>
  groups.some((group) => group.includes(a) && group.includes(b));

/** An edit of an edited text as one of the original. */
function combine(first: Edit, edited: string, second: Edit): Edit {
  const shift = first.instead.length - (first.end - first.start);
  const start = Math.min(first.start, second.start);
  const endEdited = Math.max(first.start + first.instead.length, second.end);
  return {
    start,
    end: endEdited - shift,
    instead: edited.slice(start, second.start) + second.instead + edited.slice(second.end, endEdited),
    prior: first.prior + second.prior + SECOND,
  };
}

/** Kana right behind a kanji, left out or put in, are a matter of how much of a word is written in kana. */
function kindOf(text: string, { start, end, instead }: Edit): SlipKind {
  return HAN.test(characterBefore(text, start)) && instead.length !== end - start ? 'okurigana' : 'kana';
}
