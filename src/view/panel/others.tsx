import { useEffect, useState } from 'preact/hooks';
import { characterStart } from '../../language/pairs.ts';
import type { MaskPrediction } from '../../protocol/analysis.ts';
import { failure as failedWith, success } from '../../protocol/outcome.ts';
import type { CallOptions, Service } from '../../protocol/protocol.ts';
import { useAsked } from '../shared/asked.ts';
import { candidatesInWords } from '../shared/candidates-in-words.ts';
import { CandidateList, type CandidateRow } from '../shared/candidate-list.tsx';
import { writeClipboard } from '../shared/clipboard.ts';
import { useReaderState, useView } from '../shared/context.ts';
import { areMasksOf } from '../shared/divided.ts';
import { FailureNotice, Loading } from '../shared/notices.tsx';
import type { Sentence } from '../shared/sentences.ts';
import type { MessageKey } from '../shared/translate.ts';
import { useMeanings } from '../shared/use-meanings.ts';
import type { DrawnWord } from '../shared/words.ts';
import { bitsOf } from './scale.ts';
import { roleOf } from './particle.ts';
import { questionOf, type Question } from './question.ts';

interface Props {
  readonly service: Service;
  readonly word: DrawnWord;
  /**
   * Its surprisal in its sentence alone, as it is coloured: null where it has none, undefined while it is not scored
   * yet.
   */
  readonly bits: number | null | undefined;
  readonly sentence: Sentence;
  /** Compares the sentence with what a candidate makes of it. */
  readonly onCompare: (before: string, after: string) => void;
  /** Hears in words what is shown. */
  readonly onSaid: (said: string) => void;
}

interface Found {
  readonly text: string;
  readonly score: number;
}

interface Answer {
  readonly masks: readonly MaskPrediction[];
  readonly candidates: readonly Found[];
  /** What is written there, as the model reads it and by the candidates' measure; null where it has none for it. */
  readonly written: { readonly read: string; readonly score: number } | null;
}

/** What else a particle's place may have is told from this probability on. */
const WORTH_TELLING = 0.01;
/** Characters of the sentence shown on either side of a particle. */
const BESIDE = 4;

/**
 * What the model would put at a word, the same as in the tooltip; at a particle the nine side by side. A chosen one is
 * shown in the sentence.
 */
export function Others({ service, word, bits, sentence, onCompare, onSaid }: Props) {
  const view = useView();
  const { translate, settings, reader } = view;
  const { text, words, analysis } = useReaderState();
  const [picked, pick] = useState<string | null>(null);
  const question = questionOf(word, text, settings);
  const { value, loading, failure, retry } = useAsked(question, async (...asked) => {
    const answer = await find(service, ...asked);
    if (!answer.ok || areMasksOf(answer.value.masks, analysis!, question.prediction.morphemes)) return answer;
    reader.readAnew();
    return failedWith('aborted', 'another model has come to answer');
  });
  const found = value?.candidates ?? [];
  const instead = found.find((candidate) => candidate.text === picked)?.text;
  const asked = question.prediction.morphemes;
  const particle = question.particles !== null;
  const meanings = useMeanings(
    particle ? [] : found.map((candidate) => candidate.text),
    asked.length === 1 ? word : undefined,
  );
  const written = asked.length > 1 ? word.joint!.text : word.text;
  const read = value?.written?.read ?? written;
  const heading = word.blank
    ? translate('candidatesForBlank')
    : particle
      ? translate('panelParticles')
      : translate('candidatesFor', [written]);
  // What fails is an alert.
  useEffect(
    () => onSaid(value ? candidatesInWords(view, heading, found) : failure ? '' : translate('predicting')),
    [value, failure],
  );
  const rows = found.map((candidate): CandidateRow => {
    const role = particle ? roleOf(candidate.text) : undefined;
    return {
      ...candidate,
      drawn: particle && <InPlace word={word} instead={candidate.text} sentence={sentence} />,
      written: candidate.text === read && !word.blank,
      note: role ? { text: translate(role), english: false } : meanings.get(candidate.text),
    };
  });
  return (
    <section class={particle ? 'mask particles' : 'mask'} aria-busy={!value && !failure}>
      {bits !== null && (
        <p class="bits">
          {(value || failure) && bits !== undefined ? (
            <Bits
              bits={value?.written ? bitsOf(Math.log(value.written.score)) : bits}
              alone={asked.length > 1 ? null : bits}
            />
          ) : (
            translate('panelPending')
          )}
        </p>
      )}
      <h2>{heading}</h2>
      {loading && <Loading status={loading} />}
      {failure && <FailureNotice failure={failure} onRetry={retry} />}
      {!value && !failure && !loading && <p class="thinking">{translate('predicting')}</p>}
      {value && (
        <CandidateList
          label={heading}
          rows={rows}
          picked={instead}
          onPick={(row) => pick(row.text === instead ? null : row.text)}
        />
      )}
      {instead !== undefined && (
        <Instead
          key={instead}
          before={text.slice(sentence.start, sentence.end)}
          start={words[asked[0]!]!.start - sentence.start}
          length={written.length}
          other={!word.blank && instead !== read}
          instead={instead}
          onCompare={onCompare}
        />
      )}
    </section>
  );
}

async function find(service: Service, { prediction, particles }: Question, options: CallOptions) {
  const predicted = await service.predict(prediction, options);
  if (!predicted.ok) return predicted;
  const { masks } = predicted.value;
  const mask = masks[0];
  const candidates: readonly Found[] = mask?.candidates ?? [];
  const written = mask?.original ?? null;
  if (!particles) return success<Answer>({ masks, candidates, written });
  const nine = await service.alternatives(particles, options);
  if (!nine.ok) return nine;
  const others = candidates.filter((each) => !particles.texts.includes(each.text) && each.score >= WORTH_TELLING);
  return success<Answer>({ masks, candidates: [...nine.value.alternatives, ...others], written });
}

/** Bits that two measures of one word may differ by before it is said. */
const WORTH_SAYING = 1;

interface BitsProps {
  /** By the measure of the candidates: in the whole text. */
  readonly bits: number;
  /** In the sentence alone; null where that is not comparable. */
  readonly alone: number | null;
}

/** How unexpected a word is, and one chance in many where it is that; how likely is told once, among the candidates. */
function Bits({ bits, alone }: BitsProps) {
  const { translate, format } = useView();
  const said = format.tenths(bits);
  const chances = format.oneIn(bits);
  const long =
    bits < 4
      ? translate('panelBits', [said])
      : chances === null
        ? translate('panelBitsBeyond', [said])
        : translate('panelBitsLong', [said, chances]);
  if (alone === null || Math.abs(alone - bits) < WORTH_SAYING) return long;
  return (
    <>
      {long} <span class="fine">{translate('panelBitsAlone', [format.tenths(alone)])}</span>
    </>
  );
}

/** A particle between its neighbours. */
function InPlace({
  word,
  instead,
  sentence,
}: {
  readonly word: DrawnWord;
  readonly instead: string;
  readonly sentence: Sentence;
}) {
  const { text } = useReaderState();
  return (
    <>
      <span class="beside">
        {text.slice(characterStart(text, Math.max(sentence.start, word.start - BESIDE)), word.start)}
      </span>
      <b>{instead}</b>
      <span class="beside">
        {text.slice(word.end, characterStart(text, Math.min(sentence.end, word.end + BESIDE)))}
      </span>
    </>
  );
}

interface InsteadProps {
  readonly before: string;
  readonly start: number;
  readonly length: number;
  /** Something else is written there. */
  readonly other: boolean;
  readonly instead: string;
  readonly onCompare: Props['onCompare'];
}

/** The sentence with a candidate in place: to copy, or to compare with what is written. */
function Instead({ before, start, length, other, instead, onCompare }: InsteadProps) {
  const { translate } = useView();
  const [said, say] = useState<MessageKey | null>(null);
  const [head, tail] = [before.slice(0, start), before.slice(start + length)];
  const after = head + instead + tail;
  return (
    <section class="preview" aria-label={translate('useInSentence', [instead])}>
      <p lang="ja">
        {head}
        <mark class="chosen">{instead}</mark>
        {tail}
      </p>
      <div class="actions">
        <button type="button" onClick={async () => say((await writeClipboard(after)) ? 'copied' : 'copyFailed')}>
          {translate('copy')}
        </button>
        {other && (
          <button type="button" onClick={() => onCompare(before, after)}>
            {translate('compareBoth')}
          </button>
        )}
        <span role="status">{said && translate(said)}</span>
      </div>
    </section>
  );
}
