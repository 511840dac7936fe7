import { useState } from 'preact/hooks';
import { writeClipboard } from './clipboard.ts';
import { preview } from './preview-parts.ts';
import type { MessageKey } from './translate.ts';
import { useReaderState, useView } from './context.ts';

/** What is said of it afterwards. */
export type Replacing = Extract<MessageKey, 'replaced' | 'replaceFailed' | 'replaceCut'>;

interface Props {
  /** Puts the chosen candidates into the page's own field; absent where there is none. */
  readonly onReplace?: (() => Promise<Replacing>) | undefined;
}

/** The sentence with the chosen candidates in it, to copy or to put into the field it came from. */
export function Preview({ onReplace }: Props) {
  const { translate } = useView();
  const state = useReaderState();
  const parts = preview(state);
  const [said, setSaid] = useState<{ readonly of: string; readonly key: MessageKey } | null>(null);
  if (!parts) return null;
  const text = parts.map((part) => part.text).join('');
  const copy = async () => setSaid({ of: text, key: (await writeClipboard(text)) ? 'copied' : 'copyFailed' });
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
          <button type="button" onClick={async () => setSaid({ of: text, key: await onReplace() })}>
            {translate('replaceInPage')}
          </button>
        )}
        <span role="status">{said?.of === text && translate(said.key)}</span>
      </div>
    </section>
  );
}
