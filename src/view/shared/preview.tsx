import { writeClipboard } from './clipboard.ts';
import { preview, previewText } from './preview-parts.ts';
import type { MessageKey } from './translate.ts';
import { useReaderState, useView } from './context.ts';

/** What is said of it afterwards. */
export type Replacing = Extract<MessageKey, 'replaced' | 'replacedSome' | 'replaceFailed' | 'replaceCut'>;

interface Props {
  /** Puts the chosen candidates into the page's own field; absent where there is none. */
  readonly onReplace?: (() => Promise<Replacing>) | undefined;
  /** What came of the last press here. */
  readonly said: MessageKey | null;
  readonly say: (key: MessageKey) => void;
}

/** The sentence with the chosen candidates in it, to copy or to put into the field it came from. */
export function Preview({ onReplace, said, say }: Props) {
  const { translate } = useView();
  const state = useReaderState();
  const parts = preview(state);
  if (!parts) return null;
  const copy = async () => say((await writeClipboard(previewText(state)!)) ? 'copied' : 'copyFailed');
  return (
    <section class="preview" aria-label={translate('preview')}>
      <p lang="ja">
        {parts.map((part) => (part.kind === 'text' ? part.text : <mark class={part.kind}>{part.text}</mark>))}
      </p>
      <div class="actions">
        <button type="button" onClick={copy}>
          {translate('copy')}
        </button>
        {onReplace && (
          <button type="button" onClick={async () => say(await onReplace())}>
            {translate('replaceInPage')}
          </button>
        )}
        <span role="status">{said && translate(said)}</span>
      </div>
    </section>
  );
}
