import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useView } from '../shared/context.ts';

interface Props {
  readonly text: string;
  readonly editing: boolean;
  readonly onEdit: () => void;
  /** Reads the text as it has become. */
  readonly onRead: (text: string) => void;
  /** Takes back what was done about the last find; absent where nothing was. */
  readonly onUndo?: (() => void) | undefined;
}

/**
 * A text of one's own, edited in the place where it is read: a button, and in its turn the field. Ctrl+Enter reads it
 * again, Esc leaves it as it was.
 */
export function EditText({ text, editing, onEdit, onRead, onUndo }: Props) {
  const { translate } = useView();
  if (editing) return <Field text={text} onRead={onRead} />;
  return (
    <div class="edit-text">
      <button type="button" onClick={onEdit}>
        {translate('panelEdit')}
      </button>
      {onUndo && (
        <button type="button" class="undo" aria-keyshortcuts="Control+Z" onClick={onUndo}>
          {translate('panelUndo')}
        </button>
      )}
    </div>
  );
}

function Field({ text, onRead }: Pick<Props, 'text' | 'onRead'>) {
  const { translate } = useView();
  const [draft, setDraft] = useState(text);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current!.focus(), []);
  const read = () => onRead(draft.trim() === '' ? text : draft);
  return (
    <>
      <textarea
        ref={field}
        class="heat"
        lang="ja"
        aria-label={translate('panelOwnText')}
        value={draft}
        onInput={({ currentTarget }) => setDraft(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) read();
          else if (event.key === 'Escape') onRead(text);
        }}
      />
      <div class="edit-text">
        <button type="button" class="primary" onClick={read}>
          {translate('analyze')}
        </button>
      </div>
    </>
  );
}
