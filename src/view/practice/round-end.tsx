import { useLayoutEffect, useRef } from 'preact/hooks';
import { useView } from '../shared/context.ts';
import { isGood, type Practice } from './session.ts';

/** How a round went: the score, what was missed, and ways on. */
export function RoundEnd({ practice }: { readonly practice: Practice }) {
  const { translate, format } = useView();
  const { answers, more } = practice.state;
  const ways = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => ways.current?.querySelector('button')?.focus({ preventScroll: true }), []);
  if (answers.length === 0)
    return (
      <p class="notice" role="status">
        {translate('practiceNone')}
      </p>
    );
  const missed = answers.filter((answer) => !isGood(answer));
  const good = answers.length - missed.length;
  return (
    <div class="round-end">
      <p class="verdict" role="status">
        {translate('practiceScore', [format.count(good), format.count(answers.length)])}
      </p>
      {missed.length > 0 && (
        <ol class="missed" lang="ja">
          {missed.map(({ question: { sentence, start, end } }) => (
            <li key={`${start} ${sentence}`}>
              {sentence.slice(0, start)}
              <b>{sentence.slice(start, end)}</b>
              {sentence.slice(end)}
            </li>
          ))}
        </ol>
      )}
      <div ref={ways} class="actions">
        {more && (
          <button type="button" class="primary" onClick={() => practice.goOn()}>
            {translate('practiceGoOn')}
          </button>
        )}
        {missed.length > 0 && (
          <button type="button" onClick={() => practice.repeat('missed')}>
            {translate('practiceMissed')}
          </button>
        )}
        <button type="button" onClick={() => practice.repeat('all')}>
          {translate('practiceAll')}
        </button>
      </div>
    </div>
  );
}
