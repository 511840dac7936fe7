import { useState } from 'preact/hooks';
import { characterStart } from '../../language/pairs.ts';
import { MAX_SENTENCE } from '../../protocol/limits.ts';
import { success } from '../../protocol/outcome.ts';
import type { CallOptions, Service } from '../../protocol/protocol.ts';
import type { Score } from '../../protocol/scores.ts';
import { useView, type View } from '../shared/context.ts';
import { FailureNotice, Loading } from '../shared/notices.tsx';
import { useAsked } from '../shared/asked.ts';
import { differences } from './difference.ts';
import { Follows } from './follows.tsx';
import { bitsOf, stepOf } from './scale.ts';

interface Props {
  readonly service: Service;
  readonly pair: readonly [string, string];
  readonly onPair: (pair: readonly [string, string]) => void;
}

/** Two sentences: which is likelier and where they differ, and how well the second follows the first. */
export function Compare({ service, pair, onPair }: Props) {
  const { translate, format } = useView();
  const [asked, ask] = useState<{
    readonly what: 'likelier' | 'follows';
    readonly pair: readonly [string, string];
  } | null>(null);
  const read = [readOf(pair[0]), readOf(pair[1])] as const;
  const both = read.every((text) => text.trim() !== '');
  const ready = both && read[0] !== read[1];
  // The answer shows the sentences itself: each stands there once.
  const answered = asked?.what === 'likelier' && asked.pair === pair;
  const cutOf = (index: 0 | 1): string | null =>
    read[index] === pair[index]
      ? null
      : translate('panelComparedPart', [format.count(read[index].length), format.count(pair[index].length)]);
  const cuts: Cuts = [cutOf(0), cutOf(1)];
  const field = (index: 0 | 1) => (
    <label hidden={answered}>
      {translate(index === 0 ? 'panelFirst' : 'panelSecond')}
      <textarea
        lang="ja"
        rows={2}
        value={pair[index]}
        aria-describedby={cuts[index] === null ? undefined : `compare-cut-${index}`}
        onInput={(event) =>
          onPair(index === 0 ? [event.currentTarget.value, pair[1]] : [pair[0], event.currentTarget.value])
        }
      />
    </label>
  );
  const cutNote = (index: 0 | 1) =>
    !answered &&
    cuts[index] !== null && (
      <p id={`compare-cut-${index}`} class="fine">
        {cuts[index]}
      </p>
    );
  return (
    <div class="compare">
      <p class="hint">{translate('panelCompareHint')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (answered) ask(null);
          else if (ready) ask({ what: 'likelier', pair });
        }}
      >
        {field(0)}
        {cutNote(0)}
        {field(1)}
        {cutNote(1)}
        <div class="actions">
          {/* One that says what it does now: a button put in its place amid a press would be what submits. */}
          <button type="submit" class={answered ? undefined : 'primary'} disabled={!answered && !ready}>
            {translate(answered ? 'panelCompareEdit' : 'panelCompareNow')}
          </button>
          <button type="button" disabled={!both} onClick={() => ask({ what: 'follows', pair })}>
            {translate('panelFollowsAsk')}
          </button>
          <button type="button" onClick={() => onPair([pair[1], pair[0]])}>
            {translate('panelSwap')}
          </button>
        </div>
      </form>
      {/* Of another pair, or the same the other way round, an answer says nothing. */}
      {answered && <Likelier service={service} pair={read} cuts={cuts} />}
      {asked?.what === 'follows' && asked.pair === pair && <Follows service={service} pair={read} />}
    </div>
  );
}

/** What of a sentence can be asked about. */
const readOf = (text: string): string =>
  text.length > MAX_SENTENCE ? text.slice(0, characterStart(text, MAX_SENTENCE)) : text;

/** How much of each sentence that is too long is compared; null for one that is not. */
type Cuts = readonly [string | null, string | null];

function Likelier({
  service,
  pair,
  cuts,
}: {
  readonly service: Service;
  readonly pair: readonly [string, string];
  readonly cuts: Cuts;
}) {
  const view = useView();
  const { translate } = view;
  const { value, loading, failure, retry } = useAsked(pair, (question, options) =>
    scoreBoth(service, question, options),
  );
  return (
    <section class="likelier" aria-busy={!value && !failure}>
      {loading && <Loading status={loading} />}
      {failure && <FailureNotice failure={failure} onRetry={retry} />}
      {!value && !failure && !loading && <p class="thinking">{translate('predicting')}</p>}
      {value && (
        <>
          <p class="verdict" role="status">
            {verdict(value, view)}
          </p>
          <Pair scores={value} texts={pair} cuts={cuts} likelier={likelierOf(value)} />
          <p class="hint">
            {translate(
              value[0].pieces.length === value[1].pieces.length ? 'panelCompareCaveat' : 'panelCompareLengths',
            )}
          </p>
        </>
      )}
    </section>
  );
}

type Scores = readonly [Score, Score];

const bitsBetween = ([first, second]: Scores): number => Math.abs(first.pll - second.pll) / Math.LN2;

/** The likelier of two; null where the difference is one that int8 arithmetic alone can make, which decides nothing. */
const likelierOf = (scores: Scores): 0 | 1 | null =>
  bitsBetween(scores) < 0.5 ? null : scores[0].pll > scores[1].pll ? 0 : 1;

function verdict(scores: Scores, { translate, format }: View): string {
  const likelier = likelierOf(scores);
  const bits = bitsBetween(scores);
  const apart = format.tenths(bits);
  if (likelier === null) return translate('panelAlike', [apart]);
  const times = format.oneIn(bits);
  return times === null
    ? translate(likelier === 0 ? 'panelFirstBeyond' : 'panelSecondBeyond', [apart])
    : translate(likelier === 0 ? 'panelFirstLikelier' : 'panelSecondLikelier', [times, apart]);
}

function Pair({
  scores,
  texts,
  cuts,
  likelier,
}: {
  readonly scores: Scores;
  readonly texts: readonly [string, string];
  readonly cuts: Cuts;
  readonly likelier: 0 | 1 | null;
}) {
  const { translate, format } = useView();
  const differ = differences(
    scores[0].pieces.map(({ piece }) => piece),
    scores[1].pieces.map(({ piece }) => piece),
  );
  return (
    <ol class="pair" lang="ja">
      {scores.map((score, index) => (
        <li key={index} class={index === likelier ? 'best' : undefined}>
          <p>
            {stretches(texts[index]!, score).map(({ text, piece }) =>
              piece === null ? (
                text
              ) : (
                <PieceMark text={text} bits={bitsOf(score.pieces[piece]!.logprob)} differs={differ[index]![piece]!} />
              ),
            )}
          </p>
          {cuts[index] && (
            <div class="fine" lang={translate('uiLanguage')}>
              {cuts[index]}
            </div>
          )}
          <span class="percent" lang={translate('uiLanguage')}>
            {translate('panelTotalBits', [format.tenths(bitsOf(score.pll))])}
          </span>
        </li>
      ))}
    </ol>
  );
}

function PieceMark({
  text,
  bits,
  differs,
}: {
  readonly text: string;
  readonly bits: number;
  readonly differs: boolean;
}) {
  const { translate, format } = useView();
  const said = translate('panelBits', [format.tenths(bits)]);
  const classes = `heat-word s${stepOf(bits)}`;
  return differs ? (
    <mark class={`${classes} differs`} title={said}>
      {text}
      <small>{format.tenths(bits)}</small>
    </mark>
  ) : (
    <span class={classes} title={said}>
      {text}
    </span>
  );
}

/** The text in order: scored pieces, and what lies between them (blanks, spaces). */
function stretches(text: string, { pieces }: Score): { readonly text: string; readonly piece: number | null }[] {
  const result: { text: string; piece: number | null }[] = [];
  let at = 0;
  pieces.forEach(({ start, end }, piece) => {
    // Several pieces of one character (NFKC) share its span.
    if (start > at) result.push({ text: text.slice(at, start), piece: null });
    if (end > at) result.push({ text: text.slice(Math.max(at, start), end), piece });
    at = Math.max(at, end);
  });
  if (at < text.length) result.push({ text: text.slice(at), piece: null });
  return result;
}

async function scoreBoth(service: Service, [first, second]: readonly [string, string], options: CallOptions) {
  const a = await service.score({ text: first }, options);
  if (!a.ok) return a;
  const b = await service.score({ text: second }, options);
  return b.ok ? success([a.value, b.value] as const) : b;
}
