import { useRef, useState } from 'preact/hooks';
import type { Service } from '../../protocol/protocol.ts';
import { Badge } from '../shared/badge.tsx';
import { useReaderState, useView } from '../shared/context.ts';
import { CURRENT_WORD, useKeptFocus } from '../shared/kept-focus.ts';
import { CopyMenu } from '../shared/copy-menu.tsx';
import { PanelButton } from '../shared/panel-button.tsx';
import { Practice } from '../practice/practice.tsx';
import { PiecesToggle } from '../shared/pieces-toggle.tsx';
import { Recent, type RecentTexts } from './recent.tsx';
import { Sheet } from '../shared/sheet.tsx';

interface Props {
  readonly service: Service;
  readonly recent: RecentTexts | undefined;
  readonly onPanel: (() => void) | undefined;
}

/**
 * The popup: a sentence to try above, what was read last below, or that as an exercise. Never blank: with nothing read
 * yet it says how to begin.
 */
export function PopupFrame({ service, recent, onPanel }: Props) {
  const { reader, translate } = useView();
  const { phase } = useReaderState();
  const [draft, setDraft] = useState('');
  const [practising, practise] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const box = useRef<HTMLElement>(null);
  useKeptFocus(box, CURRENT_WORD);
  const sample = translate('trySentencePlaceholder');
  const submit = (text: string) => {
    if (text.trim() !== '') void reader.read(text);
  };
  return (
    <main ref={box} class="popup" lang={translate('uiLanguage')}>
      <h1 class="unseen">{translate('extensionName')}</h1>
      <form
        class="try"
        onSubmit={(event) => {
          event.preventDefault();
          submit(draft);
        }}
      >
        <label for="sentence">{translate('trySentence')}</label>
        <div class="field">
          <textarea
            id="sentence"
            ref={field}
            lang="ja"
            rows={2}
            placeholder={sample}
            value={draft}
            aria-describedby="sentence-hint"
            onInput={(event) => setDraft(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
              event.preventDefault();
              submit(draft);
            }}
          />
          <button type="submit" class="primary" disabled={draft.trim() === ''}>
            {translate('analyze')}
          </button>
        </div>
        <p id="sentence-hint" class="hint">
          {translate('trySentenceHint')}
        </p>
      </form>
      {phase === 'empty' ? (
        <div class="nothing">
          <p>{translate('nothingYet')}</p>
          <button type="button" onClick={() => submit(sample)}>
            {translate('trySample')}
          </button>
        </div>
      ) : (
        <>
          <Practice service={service} shown={practising} />
          {!practising && <Sheet />}
        </>
      )}
      {recent && <Recent recent={recent} onPick={submit} onForgotten={() => field.current?.focus()} />}
      <footer>
        <Badge service={service} />
        {(phase === 'read' || practising) && (
          <button type="button" class="toggle" aria-pressed={practising} onClick={() => practise(!practising)}>
            {translate(practising ? 'practiceBack' : 'practice')}
          </button>
        )}
        <CopyMenu />
        <PiecesToggle />
        <PanelButton onPanel={onPanel} />
      </footer>
    </main>
  );
}
