import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { digitOf } from '../../selection/keys.ts';
import { useView, type View } from '../shared/context.ts';
import { isGood, normalize, type Answer, type Practice, type Question } from './session.ts';

interface Props {
  readonly practice: Practice;
  readonly question: Question;
  /** Of the round so far. */
  readonly answers: readonly Answer[];
  /** Null until it is answered. */
  readonly answer: Answer | null;
  /** Whether the number keys choose. */
  readonly listening: boolean;
}

/** Characters that an answer may have. */
const LONGEST = 20;

/** One sentence with a gap; once it is answered, with its word and how likely each choice is. */
export function QuestionCard({ practice, question, answers, answer, listening }: Props) {
  const view = useView();
  const { translate, format } = view;
  const next = useRef<HTMLButtonElement>(null);
  const number = answers.length + (answer ? 0 : 1);
  const [typed, setTyped] = useState('');
  // The button that goes on is under the finger; before anything is painted: the next key is meant for what is seen.
  useLayoutEffect(() => next.current?.focus({ preventScroll: true }), [answer]);
  useLayoutEffect(() => {
    if (!listening || answer) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
      if ((event.target as Element | null)?.closest('input:not([type="radio"]), textarea')) return;
      const choice = question.choices[(digitOf(event) ?? 0) - 1];
      if (choice !== undefined) practice.answer(choice);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [practice, question, listening, answer]);

  return (
    <div class="question">
      <h2 tabIndex={-1}>
        {translate('practiceNumber', [format.count(number)])}
        <span class="unseen">. {translate('practiceQuestion')}</span>
        {answers.length > 0 && (
          <span class="tally">
            {translate('practiceScore', [format.count(answers.filter(isGood).length), format.count(answers.length)])}
          </span>
        )}
      </h2>
      <p class="sentence" lang="ja">
        {question.sentence.slice(0, question.start)}
        {answer ? (
          <b class={`gap ${answer.verdict}`}>{question.answer}</b>
        ) : (
          <span class="gap open" role="img" aria-label={translate('blank')} />
        )}
        {question.sentence.slice(question.end)}
      </p>
      <div class="options" role="group" aria-label={translate('practiceQuestion')}>
        {question.choices.map((choice, index) => {
          const score = answer?.scores.get(choice);
          return (
            <button
              key={choice}
              type="button"
              class={classOf(choice, question, answer)}
              aria-disabled={answer !== null}
              onClick={() => practice.answer(choice)}
            >
              {score !== undefined && <span class="bar" style={{ inlineSize: `${score * 100}%` }} />}
              <kbd aria-hidden="true">{index + 1}</kbd>
              <span class="text" lang="ja">
                {choice}
              </span>
              {score !== undefined && <span class="percent">{format.percent(score)}</span>}
            </button>
          );
        })}
      </div>
      <form
        class="typed"
        onSubmit={(event) => {
          event.preventDefault();
          practice.answer(typed);
        }}
      >
        <label>
          {translate('practiceType')}{' '}
          <input
            type="text"
            lang="ja"
            maxLength={LONGEST}
            value={typed}
            autocomplete="off"
            readOnly={answer !== null}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={answer !== null || normalize(typed) === ''}>
          {translate('practiceCheck')}
        </button>
        {answer ? (
          <button ref={next} type="button" class="primary go" onClick={() => practice.advance()}>
            {translate('practiceNext')}
          </button>
        ) : (
          <button type="button" class="go" onClick={() => practice.skip()}>
            {translate('practiceSkip')}
          </button>
        )}
      </form>
      <p class={`judged ${answer?.verdict ?? ''}`} role="status">
        {answer && describeAnswer(answer, view)}
      </p>
      <p class="fine">{translate('practiceHint')}</p>
    </div>
  );
}

/** What a choice was; a mark beside the colour says it, too. */
function classOf(choice: string, { answer: word }: Question, answer: Answer | null): string {
  if (!answer) return 'option';
  if (choice === word) return 'option its-word';
  return choice === answer.given ? `option ${answer.verdict}` : 'option';
}

function describeAnswer({ verdict, given, question: { answer }, scores }: Answer, { translate, format }: View): string {
  const told = (word: string) => `${word} ${format.percent(scores.get(word) ?? 0)}`;
  switch (verdict) {
    case 'right':
      return translate('practiceRight');
    case 'fits':
      return translate('practiceFits', [told(given!), told(answer)]);
    case 'wrong':
      return translate('practiceWrong', [answer, told(given!)]);
    case 'skipped':
      return translate('practiceSkipped', [answer]);
  }
}
