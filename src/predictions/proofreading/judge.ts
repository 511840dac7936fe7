import { isMark } from '../../language/classes.ts';
import type { Encoding, Tokenizer } from '../../pieces/encoding.ts';
import type { MaskedLanguageModel, RunOptions } from '../model.ts';
import { surprisals } from '../scoring.ts';
import { Company } from './company.ts';
import type { Knowledge } from './knowledge.ts';
import type { Material, Proposal } from './proposal.ts';
import { propose } from './propose.ts';
import { WordScorer, type Asked } from './scorer.ts';
import { isKnownSpelling, versionOf, type Version } from './version.ts';
import type { SlipKind } from '../results.ts';

/** A proposal with what the model says of it, in bits. */
export interface Judged {
  readonly version: Version;
  /** How much likelier the words become that it touches, those around them as they are. */
  readonly here: number;
  /**
   * How much likelier they and the words around them become together: the difference of two pseudo-log-likelihoods, of
   * the words that are close enough to matter.
   */
  readonly gain: number;
  /** Log probability of the words it puts there. */
  readonly likelihood: number;
  /**
   * How surprising the other words of the sentence are on average: where all is surprising, one word that is tells
   * little.
   */
  readonly usual: number;
  /** Bits by which its words are oftener seen together than those that are written. */
  readonly together: number;
  /** Whether handbooks have its words with what is there (above 0), or those that are written (-1). */
  readonly told: number;
}

/** No other slip is where nothing is at least this surprising. */
const SURPRISING = 3;
/** Words that the cheap pass, which only says where to look, masks at once are so many apart. */
const APART = 5;
/** Words on either side by which a proposal is judged. */
const REACH = 2;
/** Proposals of one kind for the same place that are judged by their surroundings too. */
const FINALISTS = 3;
/** And in all, those that gain most: ordinary sentences come to 13, so many only where nearly every word is odd. */
const MOST_FINALISTS = 60;
/** Versions that are made and scored together, and made between two turns of others. */
const ASKED_AT_ONCE = 192;
const PER_TURN = 32;
/** Bits by which words are so much oftener seen together that it is looked into whatever the model finds surprising. */
const TELLING = 3;
/** Bits by which the words touched must become likelier for that. A homophone is often told by its neighbours alone. */
const WORTH_IT = 1.5;
const WORTH_IT_ANYWAY = 0.5;
/** What handbooks say counts so many bits among proposals for one place. */
const TOLD = 8;

export interface JudgeOptions extends RunOptions, Knowledge {
  /** Lets others have their turn: called after every place that is looked into and every few versions. */
  readonly pause?: () => Promise<void>;
}

/**
 * What may have been meant instead of what is written, judged by the model; what is hopeless is left out, what touches
 * the same words is not. One cheap pass says where to look; there proposals are made; each is scored by the words it
 * touches, and the best of these with the words around them.
 */
export async function judge(
  encoding: Encoding,
  tokenizer: Tokenizer,
  model: MaskedLanguageModel,
  { meanings, collocations, readAlike, caseFrames, pause, ...run }: JudgeOptions,
): Promise<Judged[]> {
  const { analyzer } = tokenizer;
  const yieldTurn = async () => {
    await pause?.();
    run.signal?.throwIfAborted();
  };
  const material: Material = {
    encoding,
    analyzer,
    lexicon: await analyzer.lexicon(pause),
    isPiece: (word) => tokenizer.idOf(word) !== undefined,
    isSameWord: (one, other) => meanings.isSameWord(one, other),
    readAlike,
  };
  const nats = await surprisals(encoding, tokenizer, model, { apart: APART, ...run });
  const surprise = nats.map((value) => (value ?? 0) / Math.LN2);
  const scorer = new WordScorer(tokenizer, model, run);
  const company = new Company(encoding, { meanings, collocations, readAlike, caseFrames });
  let finalists: Finalist[] = [];
  const texts = new Set<string>();
  const proposals = await propose(material, surprise, yieldTurn);
  for (let from = 0; from < proposals.length; from += ASKED_AT_ONCE) {
    const versions = (
      await versionsOf(encoding, tokenizer, proposals.slice(from, from + ASKED_AT_ONCE), texts, yieldTurn)
    )
      .map((version) => ({ version, together: company.gain(version), told: company.told(version) }))
      .filter(
        ({ version, together, told }) =>
          (isSure(version.proposal.kind) || together >= TELLING || told > 0 || isAnySurprising(surprise, version)) &&
          !isKnownSpelling(encoding, version, (word) => meanings.has(word)),
      );
    await scorer.ask(versions.flatMap(({ version }) => wordsToAsk(encoding, version, countTouched(version))));
    finalists = chooseFinalists([
      ...finalists,
      ...versions.map(({ version, ...known }) => ({
        version,
        here: gain(scorer, encoding, version, countTouched(version)),
        ...known,
      })),
    ]);
  }
  await scorer.ask(finalists.flatMap(({ version }) => wordsToAsk(encoding, version, REACH)));
  return finalists
    .map(({ version, ...known }) => ({
      version,
      ...known,
      gain: gain(scorer, encoding, version, REACH),
      likelihood: scorer.sum(version.encoding, version.first, version.lastHere) / Math.LN2,
      usual: usualBeside(surprise, encoding, version),
    }))
    .filter(isMeant);
}

/** A version with the bits by which the words it touches become likelier, and by which they go together better. */
type Finalist = Pick<Judged, 'version' | 'here' | 'together' | 'told'>;

/** The best of each kind and place that are worth it, the best first. */
function chooseFinalists(versions: readonly Finalist[]): Finalist[] {
  const hopeful = versions
    .filter(
      ({ version: { proposal }, here, together, told }) =>
        told > 0 ||
        here + Math.max(0, together) + (proposal.prior ?? 0) >=
          (proposal.kind === 'homophone' ? WORTH_IT_ANYWAY : WORTH_IT),
    )
    .sort((a, b) => b.here + b.together + TOLD * b.told - (a.here + a.together + TOLD * a.told));
  const finalists: Finalist[] = [];
  for (const one of hopeful) {
    const rivals = finalists.filter(
      ({ version: { proposal } }) =>
        proposal.kind === one.version.proposal.kind &&
        proposal.start === one.version.proposal.start &&
        proposal.end === one.version.proposal.end,
    );
    if (rivals.length < FINALISTS) finalists.push(one);
  }
  return finalists.slice(0, MOST_FINALISTS);
}

/**
 * With which kanji a word is written is chosen, however rare they are; it is a slip only where the model all but knows
 * the word (log probability, bits), or where it is seen so beside these words (油で揚げる).
 */
const EXPECTED = -1;

/**
 * Bits that a particle gains in its place, or with the words around it: below both, these would only like another one
 * better; unless its noun and verb are seen together with the other.
 */
const OWN_OF_PARTICLE = 2.5;
const GAIN_OF_PARTICLE = 10;

/** Whether the proposal may be what was meant at all. */
export function isMeant({
  version: { proposal },
  here,
  gain: around,
  likelihood,
  together,
  told,
}: Pick<Judged, 'version' | 'here' | 'gain' | 'likelihood' | 'together' | 'told'>): boolean {
  const isTelling = together >= TELLING || told > 0;
  if (proposal.kind === 'particle' && here < OWN_OF_PARTICLE && around < GAIN_OF_PARTICLE && !isTelling) return false;
  const isTold = likelihood >= EXPECTED || (isTelling && proposal.isTaken !== true);
  return isTold || (proposal.sameWord !== true && proposal.isTaken !== true);
}

/** More is not surprising, but unknown (bits). */
const MOST_SURPRISING = 12;
/** Words that are added to the others of a sentence, and how surprising these are (bits). */
const ADDED_WORDS = 2;
const ADDED_BITS = 4;

/**
 * The mean surprise of the words that a version neither touches nor stands beside, in bits, drawn towards what is usual
 * where these are few. Marks tell nothing.
 * @param surprise Of each word of the text, in bits.
 */
export function usualBeside(
  surprise: readonly number[],
  { words }: Pick<Encoding, 'words'>,
  { first, last }: Pick<Version, 'first' | 'last'>,
): number {
  const others = surprise.filter(
    (_, word) => (word < first - 1 || word > last) && !(words[word]?.morpheme && isMark(words[word].morpheme)),
  );
  const sum = others.reduce((bits, own) => bits + Math.min(own, MOST_SURPRISING), 0);
  return (sum + ADDED_WORDS * ADDED_BITS) / (others.length + ADDED_WORDS);
}

/**
 * Slips that are seen without the model, which is only asked whether they are meant; and particles, which all stand for
 * each other in one question.
 */
const isSure = (kind: SlipKind) => ['doubled', 'usage', 'inflection', 'politeness', 'particle'].includes(kind);

const isAnySurprising = (surprise: readonly number[], { first, last }: Version) =>
  surprise.slice(first, Math.max(last, first + 1)).some((bits) => bits >= SURPRISING);

/**
 * Each text that proposals lead to, once.
 * @param texts Those that were there before; what is found is added.
 */
async function versionsOf(
  encoding: Encoding,
  tokenizer: Tokenizer,
  proposals: readonly Proposal[],
  texts: Set<string>,
  yieldTurn: () => Promise<void>,
): Promise<Version[]> {
  const versions: Version[] = [];
  for (const [index, proposal] of proposals.entries()) {
    if (index % PER_TURN === 0) await yieldTurn();
    const version = versionOf(encoding, proposal, tokenizer);
    if (!version || texts.has(version.encoding.text)) continue;
    texts.add(version.encoding.text);
    versions.push(version);
  }
  return versions;
}

/** Words on either side without which nothing can be said: where words are only put in or left out. */
const countTouched = ({ first, last, lastHere }: Version) => (first === last || first === lastHere ? 1 : 0);

/** The words that a version touches with `reach` words on either side, there and as written. */
function wordsToAsk(written: Encoding, { encoding, first, last, lastHere }: Version, reach: number): Asked[] {
  const words = (text: Encoding, to: number): Asked[] => {
    const from = Math.max(0, first - reach);
    return Array.from({ length: Math.max(0, Math.min(text.words.length, to + reach) - from) }, (_, i) => ({
      encoding: text,
      word: from + i,
    }));
  };
  return [...words(encoding, lastHere), ...words(written, last)];
}

/** Bits by which these are likelier there than as written. */
function gain(
  scorer: WordScorer,
  written: Encoding,
  { encoding, first, last, lastHere }: Version,
  reach: number,
): number {
  const from = Math.max(0, first - reach);
  const after = Math.min(reach, written.words.length - last);
  return (scorer.sum(encoding, from, lastHere + after) - scorer.sum(written, from, last + after)) / Math.LN2;
}
