import type { Analysis } from '../../protocol/analysis.ts';
import type { Failure, FailureCode } from '../../protocol/outcome.ts';
import type { EngineStatus } from '../../protocol/protocol.ts';
import { standingMasks } from './blanks.ts';
import { candidatesInWords } from './candidates-in-words.ts';
import { omittedKey } from './omitted.ts';
import { isBlank, shownWords } from './reader.ts';
import type { MessageKey } from './translate.ts';
import { useReaderState, useView } from './context.ts';
import { FailureDetail } from './failure-detail.tsx';
import { insteadText } from './instead.ts';

/** What can go wrong with a text; the failures of the model store are the options page's. */
const messages: Readonly<Partial<Record<FailureCode, readonly [key: MessageKey, retry: boolean]>>> = {
  interrupted: ['failureInterrupted', true],
  orphaned: ['failureOrphaned', false],
  dictionary: ['failureDictionary', true],
  model: ['failureModel', true],
  backend: ['failureBackend', true],
  memory: ['failureMemory', true],
  refused: ['failureRefused', false],
};

/** One clear message, and a way on where there is one. */
export function FailureNotice({
  failure,
  onRetry,
}: {
  readonly failure: Failure;
  /** The reader's own retry when absent. */ readonly onRetry?: () => void;
}) {
  const { reader, translate } = useView();
  if (failure.code === 'aborted') return null;
  const [key, retry] = messages[failure.code] ?? ['failureInternal', true];
  return (
    <div class="notice failure" role="alert">
      <p>{translate(key)}</p>
      <FailureDetail failure={failure} translate={translate} />
      {retry && (
        <button type="button" onClick={() => (onRetry ? onRetry() : reader.retry())}>
          {translate('retry')}
        </button>
      )}
    </div>
  );
}

/** What is said in place of a text that is not read: that there is none, that it is being read, or why it is not. */
export function Unread({ empty }: { readonly empty: MessageKey }) {
  const { translate } = useView();
  const { phase, failure } = useReaderState();
  if (phase === 'read') return null;
  if (failure) return <FailureNotice failure={failure} />;
  return <p class="nothing">{translate(phase === 'analyzing' ? 'analyzing' : empty)}</p>;
}

/** How much of the selection is read, where that is not all of it. */
export function OmittedNotice({ analysis }: { readonly analysis: Analysis }) {
  const { reader, translate, format } = useView();
  const { rest } = useReaderState();
  const { text, omitted } = analysis;
  const key = omittedKey(analysis);
  if (key === null) return null;
  return (
    <p class="notice">
      {translate(key, [format.count(text.length), format.count(text.length + omitted)])}{' '}
      {rest !== '' && (
        <button type="button" onClick={() => reader.goOn()}>
          {translate('goOn')}
        </button>
      )}
    </p>
  );
}

/** The built-in model answers in place of the one the user has chosen. */
export function InsteadNotice({
  insteadOf: { model, failure },
}: {
  readonly insteadOf: NonNullable<EngineStatus['insteadOf']>;
}) {
  const { translate } = useView();
  return (
    <div class="notice" role="status">
      <p>
        {insteadText(translate, model)} {translate('modelInsteadHint')}
      </p>
      <FailureDetail failure={failure} translate={translate} />
    </div>
  );
}

/** How far the model has been loaded. */
export function Loading({ status }: { readonly status: EngineStatus }) {
  const { translate, format } = useView();
  const known = status.progress > 0;
  return (
    <div class="loading">
      <label>
        {translate('loadingModel')} {known && format.percent(status.progress)}
        <progress max={1} {...(known ? { value: status.progress } : {})} />
      </label>
    </div>
  );
}

/** Said to a screen reader when it changes; never seen. */
export function Announcer() {
  const view = useView();
  const { translate, format } = view;
  const { phase, text: source, words, analysis, masked, predicting, prediction } = useReaderState();
  let text = '';
  if (phase === 'analyzing') text = translate('analyzing');
  else if (predicting) text = translate('predicting');
  else if (prediction) {
    text = standingMasks({ prediction, masked })
      .map((mask) =>
        candidatesInWords(
          view,
          isBlank(words, mask)
            ? translate('candidatesForBlank')
            : translate('candidatesFor', [source.slice(mask.start, mask.end)]),
          mask.candidates,
        ),
      )
      .join(' ');
  } else if (phase === 'read') text = translate('analyzed', [format.count(shownWords({ words, analysis }).length)]);
  return (
    <div class="unseen" role="status" aria-live="polite">
      {text}
    </div>
  );
}
