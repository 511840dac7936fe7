import { bracketsIn } from '../../language/cut-text.ts';
import { KANA } from '../../language/kana.ts';
import type { Span } from '../../morphemes/morpheme.ts';
import type { Encoding, Word } from '../../pieces/encoding.ts';
import { proposeDoubled } from './doubled.ts';
import { proposeHomophones } from './homophones.ts';
import { proposeInflections } from './inflections.ts';
import { proposeKana } from './kana.ts';
import { latticeGain } from './lattice.ts';
import { proposeOkurigana } from './okurigana.ts';
import { proposeParticles } from './particles.ts';
import { proposePoliteness } from './politeness.ts';
import type { Material, Proposal } from './proposal.ts';
import { proposeReconversions } from './reconversions.ts';
import { proposeRa, proposeUsage } from './usage.ts';

/** A word this surprising (bits) may hide a slip in its kana; one that has kana, and two of these in a row, sooner. */
const ODD = 10;
const ODD_KANA = 8;
const ODD_TOGETHER = 11;

/**
 * Odd places of a text that are looked into, the most surprising, and proposals that are judged. Long sentences of
 * literature come to 37 and 620: only where nearly every word is odd are there more, and there no slip can be told.
 */
const MOST_PLACES = 40;
const MOST_PROPOSALS = 800;

/** Proposals between two turns of others. */
const PER_TURN = 32;

/**
 * What may have been meant in a text, before the model is asked; of a text with too much of it what the dictionary and
 * the kind of slip speak for most.
 * @param surprise Of each word, in bits.
 * @param yieldTurn Lets others have their turn; what it rejects with ends the work.
 */
export async function propose(
  material: Material,
  surprise: readonly number[],
  yieldTurn: () => Promise<void>,
): Promise<Proposal[]> {
  const { encoding } = material;
  const isTold = inBrackets(encoding);
  const made: Proposal[] = [...proposeParticles(material)];
  for (const proposal of proposeHomophones(material)) {
    made.push(proposal);
    if (made.length % PER_TURN === 0) await yieldTurn();
  }
  made.push(
    ...proposeReconversions(material, oddWords(encoding, surprise)),
    ...proposeDoubled(material),
    ...proposeUsage(material),
    ...proposeRa(material),
    ...proposeInflections(material),
    ...proposePoliteness(material),
    ...proposeOkurigana(material),
  );
  for (const place of oddPlaces(encoding, surprise)) {
    await yieldTurn();
    made.push(...proposeKana(material, [place]));
  }
  const left = made.filter((proposal) => !isTold(proposal));
  return left.length > MOST_PROPOSALS ? await chooseLikely(left, material, yieldTurn) : left;
}

/**
 * Whether a proposal is of what kana in brackets take apart, 食 and べる of 食（た）べる: they say what is meant. A particle may
 * stand behind these.
 */
function inBrackets({ text, words }: Encoding): (proposal: Proposal) => boolean {
  const places = bracketsIn(text).map((bracket) => ({
    start: words.findLast(({ start }) => start < bracket.start)!.start,
    end: bracket.end,
    next: words.find(({ end }) => end > bracket.end)?.end ?? text.length,
  }));
  return ({ kind, start, end }) =>
    places.some(
      (place) => start < (kind === 'particle' ? place.end : place.next) && Math.max(end, start + 1) > place.start,
    );
}

/** Those the dictionary and the kind of slip speak for most. */
async function chooseLikely(
  proposals: readonly Proposal[],
  { encoding: { text }, analyzer }: Material,
  yieldTurn: () => Promise<void>,
): Promise<Proposal[]> {
  const bits: number[] = [];
  for (const proposal of proposals) {
    if (bits.length % PER_TURN === 0) await yieldTurn();
    bits.push(latticeGain(text, proposal, analyzer)(proposal) + (proposal.prior ?? 0));
  }
  return chooseMost(proposals, bits, MOST_PROPOSALS);
}

/** Words that may have been divided wrongly. */
function oddWords({ words }: Encoding, surprise: readonly number[]): Word[] {
  const odd = [...words.keys()].filter((word) => surprise[word]! >= ODD_KANA);
  return chooseMost(
    odd.map((word) => words[word]!),
    odd.map((word) => surprise[word]!),
    MOST_PLACES,
  );
}

/** Where kana may have slipped. */
function oddPlaces({ words, text }: Encoding, surprise: readonly number[]): Span[] {
  const hasKana = (word: number) => words[word] !== undefined && KANA.test(words[word].surface);
  const together = (word: number) => (hasKana(word) && hasKana(word + 1) ? surprise[word]! + surprise[word + 1]! : 0);
  const odd = [...words.keys()].filter(
    (word) =>
      surprise[word]! >= ODD || (hasKana(word) && surprise[word]! >= ODD_KANA) || together(word) >= ODD_TOGETHER,
  );
  return chooseMost(
    odd.map((word) => ({
      start: Math.max(0, words[word]!.start - 1),
      end: Math.min(text.length, words[word]!.end + 1),
    })),
    odd.map((word) => Math.max(surprise[word]!, together(word))),
    MOST_PLACES,
  );
}

/** The `most` items of the greatest worth, in the order they came. */
function chooseMost<T>(items: readonly T[], worth: readonly number[], most: number): T[] {
  if (items.length <= most) return [...items];
  const chosen = new Set([...items.keys()].sort((a, b) => worth[b]! - worth[a]!).slice(0, most));
  return items.filter((_, index) => chosen.has(index));
}
