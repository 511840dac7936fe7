import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { AskFirst } from '../shared/ask-first.tsx';
import { useReaderState, useView } from '../shared/context.ts';
import { useRowFocus } from '../shared/row-focus.ts';

/** Recent texts, newest first, as the entry point keeps them. */
export interface RecentTexts {
  list(): Promise<readonly { readonly text: string }[]>;
  /**
   * Calls `listener` when the list has grown, for as long as the page is open: a text is kept after it was answered.
   */
  watch(listener: () => void): void;
  forget(text: string): Promise<void>;
  forgetAll(): Promise<void>;
}

interface Props {
  readonly recent: RecentTexts;
  readonly onPick: (text: string) => void;
  /** Nothing is left, and the keyboard has to go on elsewhere. */
  readonly onForgotten: () => void;
}

/** What was read lately: to read again, or to forget. */
export function Recent({ recent, onPick, onForgotten }: Props) {
  const { translate } = useView();
  const { analysis } = useReaderState();
  const [texts, setTexts] = useState<readonly string[]>([]);
  const load = async () => {
    const list = await recent.list();
    setTexts(list.map(({ text }) => text));
    return list.length;
  };
  const [failed, setFailed] = useState(false);
  const { list, leave } = useRowFocus<HTMLUListElement>(texts.length, 'button:not(.text)');
  const carryOut = (forgetting: Promise<void>) =>
    void forgetting
      .then(
        () => setFailed(false),
        () => {
          leave(null);
          setFailed(true);
        },
      )
      .then(load)
      .then((left) => left === 0 && onForgotten());
  useEffect(() => void load(), [recent, analysis]);
  useLayoutEffect(() => recent.watch(() => void load()), [recent]);
  if (texts.length === 0) return null;
  return (
    <details class="recent">
      <summary>{translate('recent')}</summary>
      <ul ref={list}>
        {texts.map((text, row) => (
          <li key={text}>
            <button type="button" class="text" lang="ja" onClick={() => onPick(text)}>
              {text}
            </button>
            <button
              type="button"
              aria-label={translate('forget', [text])}
              title={translate('forget', [text])}
              onClick={() => {
                leave(row);
                carryOut(recent.forget(text));
              }}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      {failed && (
        <p class="hint" role="alert">
          {translate('notForgotten')}
        </p>
      )}
      <div class="actions">
        <span class="hint">{translate('recentHint')}</span>
        <AskFirst
          question={translate('forgetAllAsk')}
          yes={translate('forgetAll')}
          translate={translate}
          onYes={(close) => {
            close();
            carryOut(recent.forgetAll());
          }}
        >
          {translate('forgetAll')}
        </AskFirst>
      </div>
    </details>
  );
}
