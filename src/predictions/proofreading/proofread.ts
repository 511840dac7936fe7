import type { Span } from '../../morphemes/morpheme.ts';
import { sentencesOf } from '../../language/sentences.ts';
import type { Encoding, Tokenizer } from '../../pieces/encoding.ts';
import type { MaskedLanguageModel } from '../model.ts';
import { judge, type Judged, type JudgeOptions } from './judge.ts';
import type { Hint } from '../results.ts';
import { evidence, excess, strictnessOf } from './thresholds.ts';
import type { Version } from './version.ts';

/**
 * Hints by the sentence they were found in, their offsets into it: what was judged once, by one model, need not be
 * judged again.
 */
export type KnownHints = Map<string, readonly Hint[]>;

/**
 * Looks for slips: other particles, homophones, words said twice, kana left out, put in or exchanged, okurigana, られ
 * without ら, common misspellings. Every sentence is judged by itself. What is found overlaps nowhere; the rest of the
 * text is left as it is, and nothing found is no proof.
 */
export async function findHints(
  text: string,
  tokenizer: Tokenizer,
  model: MaskedLanguageModel,
  { known = new Map(), ...options }: JudgeOptions & { readonly known?: KnownHints },
): Promise<Hint[]> {
  const hints: Hint[] = [];
  for (const sentence of sentencesOf(text)) {
    const written = text.slice(sentence.start, sentence.end);
    let found = known.get(written);
    if (!found) {
      const encoding = tokenizer.encode(written);
      const judged = await judge(encoding, tokenizer, model, options);
      found = chooseHints(encoding, judged, (word) => options.readAlike.examplesOf(word));
      known.set(written, found);
    }
    for (const hint of found)
      hints.push({ ...hint, start: sentence.start + hint.start, end: sentence.start + hint.end });
  }
  return hints;
}

/**
 * Words between two finds: what is beside a slip looks wrong because of it, and is judged again when that is mended.
 */
const BESIDE = 2;

/**
 * What is said of a sentence: of proposals that touch the same words or their neighbours, the one with the most
 * evidence. In the order of the text.
 * @param examplesOf What a word in its dictionary form goes with, where handbooks tell it from others.
 */
export function chooseHints(
  encoding: Encoding,
  judged: readonly Judged[],
  examplesOf: (word: string) => readonly string[] = () => [],
): Hint[] {
  const hints: Hint[] = [];
  const places: Version[] = [];
  const ranked = judged
    .map((one) => ({ ...one, kind: one.version.proposal.kind, bits: evidence(one) }))
    .sort((a, b) => excess(b.kind, b.bits) - excess(a.kind, a.bits));
  for (const { version, gain, kind, bits } of ranked) {
    const strictness = strictnessOf(kind, bits);
    if (strictness === undefined) continue;
    const place = placeOf(encoding, version);
    if (places.some((other) => version.first < other.last + BESIDE && other.first < version.last + BESIDE)) continue;
    places.push(version);
    const bases = basesOf(encoding, version);
    const isSaid = bases && place.written === bases.written && place.instead === bases.instead;
    hints.push({
      ...place,
      ...(bases && !isSaid && { bases }),
      ...(bases && kind === 'homophone' && usesOf(encoding.text, bases, examplesOf)),
      kind,
      bits: gain,
      strictness,
    });
  }
  return hints.sort((a, b) => a.start - b.start);
}

/** The dictionary forms of one word that stands for one other. */
function basesOf({ words }: Encoding, { encoding, first, last, lastHere }: Version): Hint['bases'] {
  const [written, instead] = [words.slice(first, last), encoding.words.slice(first, lastHere)].map((touched) =>
    touched.length === 1 ? (touched[0]!.morpheme?.baseForm ?? null) : null,
  );
  return written && instead && written !== instead ? { written, instead } : undefined;
}

/** Examples that are shown of each word. */
const EXAMPLES = 3;

/** What either word goes with, first what stands there; nothing where no handbook has what may have been meant. */
function usesOf(
  text: string,
  { written, instead }: NonNullable<Hint['bases']>,
  examplesOf: (word: string) => readonly string[],
): Pick<Hint, 'uses'> {
  const uses = [written, instead].map((word) => {
    const examples = examplesOf(word);
    const isThere = (example: string) => text.includes(example.replace(word, ''));
    const ranked = [...examples.filter(isThere), ...examples.filter((one) => !isThere(one))];
    return { word, examples: ranked.slice(0, EXAMPLES) };
  });
  return uses[1]!.examples.length === 0 ? {} : { uses: uses.filter(({ examples }) => examples.length > 0) };
}

/** The words a version touches, one at least, and what becomes of them. */
function placeOf(
  { text, words }: Encoding,
  { encoding, first, last }: Version,
): Span & { written: string; instead: string } {
  const from = first === last ? Math.max(0, first - 1) : first;
  const to = first === last && first === 0 ? 1 : last;
  const { start } = words[from]!;
  const { end } = words[to - 1]!;
  return {
    start,
    end,
    written: text.slice(start, end),
    instead: encoding.text.slice(start, end + encoding.text.length - text.length),
  };
}
