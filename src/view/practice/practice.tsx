import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Service } from '../../protocol/protocol.ts';
import { practiceKinds, type PracticeKind } from '../../protocol/scores.ts';
import { useReaderState, useView } from '../shared/context.ts';
import { useKeptFocus } from '../shared/kept-focus.ts';
import { FailureNotice, Loading, Unread } from '../shared/notices.tsx';
import { splitSentences } from '../shared/sentences.ts';
import { useStore } from '../shared/store.ts';
import type { MessageKey } from '../shared/translate.ts';
import { QuestionCard } from './question.tsx';
import { RoundEnd } from './round-end.tsx';
import { readingsBetween } from './readings.ts';
import { createPractice } from './session.ts';

export interface PracticeProps {
  readonly service: Service<'practice' | 'alternatives'>;
  /** Nothing is asked of the model before it is; hidden it stays as it is. */
  readonly shown: boolean;
  /** Whether a round is under way that another text would end. */
  readonly onRunning?: (running: boolean) => void;
  /** What stands above it. The keyboard goes on in the exercise when it is taken away. */
  readonly children?: ComponentChildren;
}

const names: { readonly [K in PracticeKind]: MessageKey } = {
  particle: 'practiceParticle',
  noun: 'practiceNoun',
  verb: 'practiceVerb',
  adjective: 'practiceAdjective',
  adverb: 'practiceAdverb',
};

/** The text as an exercise: one gap after the other, to be filled from four choices or by typing. */
export function Practice({ service, shown, onRunning, children }: PracticeProps) {
  const { translate } = useView();
  const { text, words, analysis } = useReaderState();
  const [kind, setKind] = useState<PracticeKind>('particle');
  const practice = useMemo(() => createPractice(service), [service]);
  const state = useStore(practice);
  const { phase, question, answers, loading, failure } = state;
  const box = useRef<HTMLElement>(null);
  // The next question is read out.
  useKeptFocus(box, '.question h2');
  const ready = shown && analysis !== null;
  // A reading may be chosen while a question is being answered.
  const drawn = useRef(words);
  drawn.current = words;
  const started = useRef<{ readonly text: string; readonly kind: PracticeKind } | null>(null);
  useEffect(() => {
    // Who has looked at another page meanwhile goes on where they were.
    if (!ready || (started.current?.text === text && started.current.kind === kind)) return;
    started.current = { text, kind };
    const sentences = splitSentences(text, words);
    practice.start(
      sentences.map(({ start, end }) => text.slice(start, end)),
      kind,
      ({ index, start, end }) => {
        const { start: from } = sentences[index]!;
        return readingsBetween(drawn.current, from + start, from + end);
      },
    );
    // A reading that the model has chosen makes a new analysis of the same text.
  }, [practice, ready, text, kind]);
  useEffect(() => () => practice.stop(), [practice]);
  // Who has answered nothing and left for another page has nothing to lose.
  const running =
    started.current?.text === text && phase !== 'done' && (answers.length > 0 || (shown && question !== null));
  useLayoutEffect(() => onRunning?.(running), [onRunning, running]);

  if (!analysis)
    return (
      <section ref={box} class="unread" hidden={!shown}>
        {children}
        <Unread empty="practiceEmpty" />
      </section>
    );
  const last = phase === 'answered' ? answers.at(-1)! : null;
  return (
    <section ref={box} class="practice" hidden={!shown} aria-busy={phase === 'looking' || phase === 'judging'}>
      {children}
      <div class="kinds" role="radiogroup" aria-label={translate('practiceKind')}>
        {practiceKinds.map((each) => (
          <label key={each}>
            <input type="radio" name="practice" checked={each === kind} onChange={() => setKind(each)} />
            <span>{translate(names[each])}</span>
          </label>
        ))}
      </div>
      {loading && <Loading status={loading} />}
      {failure && <FailureNotice failure={failure} onRetry={() => practice.retry()} />}
      {phase === 'looking' && !loading && <p class="thinking">{translate('practiceLooking')}</p>}
      {question && phase !== 'done' && (
        <QuestionCard
          key={`${question.sentence} ${question.start} ${answers.length - (last ? 1 : 0)}`}
          practice={practice}
          question={question}
          answers={answers}
          answer={last}
          listening={shown}
        />
      )}
      {phase === 'done' && <RoundEnd practice={practice} />}
    </section>
  );
}
