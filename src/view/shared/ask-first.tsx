import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Translate } from './translate.ts';

interface Props {
  readonly question: string;
  readonly yes: string;
  readonly translate: Translate;
  /** The button that the question comes after. */
  readonly children: string;
  readonly class?: string;
  readonly label?: string;
  /** Hears that the answer was yes; the question stays until `close` is called. */
  readonly onYes: (close: () => void) => void;
}

/** A button for what cannot be undone: it is done once that has been asked. */
export function AskFirst({ question, yes, translate, children, class: name, label, onYes }: Props) {
  const [asking, ask] = useState(false);
  const wasAsking = useRef(false);
  const keep = useRef<HTMLButtonElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  // The focus goes to the safe answer, and back to where the question was asked.
  useLayoutEffect(() => {
    if (asking) keep.current?.focus();
    else if (wasAsking.current) button.current?.focus();
    wasAsking.current = asking;
  }, [asking]);
  return (
    <div class="actions" onKeyDown={(event) => event.key === 'Escape' && ask(false)}>
      {asking ? (
        <>
          <span role="status">{question}</span>
          <button type="button" class="danger" onClick={() => onYes(() => ask(false))}>
            {yes}
          </button>
          <button type="button" ref={keep} onClick={() => ask(false)}>
            {translate('modelRemoveNo')}
          </button>
        </>
      ) : (
        <button type="button" ref={button} class={name} aria-label={label} onClick={() => ask(true)}>
          {children}
        </button>
      )}
    </div>
  );
}
