import { useEffect, useState } from 'preact/hooks';
import { useReaderState, useView } from '../shared/context.ts';

/** A place to paste or write a text of one's own. */
export function OwnText({ onRead }: { readonly onRead: (text: string) => void }) {
  const { translate } = useView();
  const { phase, own } = useReaderState();
  const [draft, setDraft] = useState('');
  // The last analysis may arrive while somebody writes: the field must not fold up under their hands.
  const [writing, setWriting] = useState(false);
  // As it has become it can be read again from here, whatever is shown meanwhile.
  useEffect(() => {
    if (own !== null && !writing) setDraft(own);
  }, [own]);
  return (
    <details class="own-text" open={phase === 'empty' || writing}>
      <summary>{translate('panelOwnText')}</summary>
      <form
        class="field"
        onSubmit={(event) => {
          event.preventDefault();
          if (draft.trim() === '') return;
          setWriting(false);
          onRead(draft);
        }}
      >
        <textarea
          lang="ja"
          rows={3}
          value={draft}
          aria-label={translate('panelOwnText')}
          onInput={(event) => {
            setDraft(event.currentTarget.value);
            setWriting(true);
          }}
        />
        <button type="submit" class="primary" disabled={draft.trim() === ''}>
          {translate('analyze')}
        </button>
      </form>
    </details>
  );
}
