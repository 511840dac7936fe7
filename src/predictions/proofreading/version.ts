import type { Span } from '../../morphemes/morpheme.ts';
import type { Encoding, Tokenizer, Word } from '../../pieces/encoding.ts';
import { MAYBE_MEANT } from './doubled.ts';
import { isNoSlip } from './no-slips.ts';
import type { Proposal } from './proposal.ts';

/** A text with one proposal carried out, and which of its words that touches. */
export interface Version {
  readonly proposal: Proposal;
  readonly encoding: Encoding;
  /** Words [first, last) of the text as written have become words [first, lastHere) here. */
  readonly first: number;
  readonly last: number;
  readonly lastHere: number;
}

/** Carries a proposal out; null where that changes nothing, mends no slip, or leaves what the vocabulary lacks. */
export function versionOf(written: Encoding, made: Proposal, tokenizer: Tokenizer): Version | null {
  const { text } = written;
  const encoding = tokenizer.encode(text.slice(0, made.start) + made.instead + text.slice(made.end));
  if (encoding.text === text) return null;
  const proposal = inItsWord(made, encoding);
  const range = touched(written, encoding, proposal);
  const before = written.words.slice(range.first, range.last);
  const after = encoding.words.slice(range.first, range.lastHere);
  if (isNoSlip({ proposal, written, changed: encoding, ...range, before, after })) return null;
  if (after.some((word) => isUnknown(word, encoding, tokenizer))) return null;
  return { proposal: weighLeftOut(proposal, before, after), encoding, ...range };
}

/** Words [first, last) of a text that a change in [start, end) of it has made words [first, lastHere) of another. */
function touched(
  { text, words: before }: Encoding,
  { text: changed, words: after }: Encoding,
  { start, end }: Span,
): Pick<Version, 'first' | 'last' | 'lastHere'> {
  const shift = changed.length - text.length;
  let first = 0;
  while (
    first < Math.min(before.length, after.length) &&
    before[first]!.end <= start &&
    before[first]!.surface === after[first]!.surface &&
    before[first]!.end === after[first]!.end
  )
    first++;
  let [last, lastHere] = [before.length, after.length];
  while (
    last > first &&
    lastHere > first &&
    before[last - 1]!.start >= end &&
    before[last - 1]!.surface === after[lastHere - 1]!.surface &&
    before[last - 1]!.start + shift === after[lastHere - 1]!.start
  ) {
    last--;
    lastHere--;
  }
  return { first, last, lastHere };
}

/** Whether a word has pieces that the vocabulary lacks. */
const isUnknown = ({ firstPiece, pieceCount }: Word, { pieces }: Encoding, { ids }: Tokenizer) =>
  pieces.slice(firstPiece, firstPiece + pieceCount).some(({ id }) => id === ids.unk);

/**
 * A kana more that makes a word of the dictionary of an unknown word in katakana was left out (プロジェト), heard or not.
 */
const weighLeftOut = (proposal: Proposal, before: readonly Word[], after: readonly Word[]): Proposal =>
  proposal.kind === 'kana' &&
  proposal.start === proposal.end &&
  /^[ァ-ヺ]$/.test(proposal.instead) &&
  before.some(({ morpheme }) => morpheme?.known === false) &&
  after.length === 1 &&
  after[0]!.morpheme?.known === true
    ? { ...proposal, prior: 0 }
    : proposal;

/**
 * Kana put behind a kanji are okurigana where they are in its word, and a kana left out where they begin the next (見がら,
 * 見ながら).
 */
const inItsWord = (proposal: Proposal, { text, words }: Encoding): Proposal =>
  proposal.kind === 'okurigana' &&
  proposal.start === proposal.end &&
  /[ぁ-ゖ]/.test(text.charAt(proposal.start + proposal.instead.length)) &&
  words.some(({ start }) => start === proposal.start)
    ? { ...proposal, kind: 'kana' }
    : proposal;

/**
 * Whether what the okurigana of are doubted is a word as it is written (素晴しい beside 素晴らしい), and what is said twice is
 * one with both (一つ一つ).
 */
export function isKnownSpelling(
  { text, words }: Encoding,
  { proposal, first, last }: Pick<Version, 'proposal' | 'first' | 'last'>,
  isWord: (written: string) => boolean,
): boolean {
  const { kind, start, end, prior } = proposal;
  if (kind === 'doubled') return prior === MAYBE_MEANT && isWord(text.slice(start, end + end - start));
  const written = words
    .slice(first, last)
    .map(({ surface }) => surface)
    .join('');
  return kind === 'okurigana' && /[ぁ-ゖ]$/.test(written) && isWord(written);
}
