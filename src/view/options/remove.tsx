import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Translate } from '../shared/translate.ts';

interface Props {
  /** What would be deleted. */
  readonly name: string;
  readonly translate: Translate;
  readonly onRemove: () => void;
}

/** Deletes something from this computer, once that has been asked. */
export function Remove({ name, translate, onRemove }: Props) {
  const [asking, ask] = useState(false);
  const wasAsking = useRef(false);
  const keep = useRef<HTMLButtonElement>(null);
  const remove = useRef<HTMLButtonElement>(null);
  // The focus goes to the safe answer, and back to where the question was asked.
  useLayoutEffect(() => {
    if (asking) keep.current?.focus();
    else if (wasAsking.current) remove.current?.focus();
    wasAsking.current = asking;
  }, [asking]);
  return (
    <div class="actions" onKeyDown={(event) => event.key === 'Escape' && ask(false)}>
      {asking ? (
        <>
          <span role="status">{translate('modelRemoveAsk', [name])}</span>
          <button type="button" class="danger" onClick={onRemove}>
            {translate('modelRemoveYes')}
          </button>
          <button type="button" ref={keep} onClick={() => ask(false)}>
            {translate('modelRemoveNo')}
          </button>
        </>
      ) : (
        <button type="button" ref={remove} aria-label={translate('modelRemoveLabel', [name])} onClick={() => ask(true)}>
          {translate('modelRemove')}
        </button>
      )}
    </div>
  );
}
