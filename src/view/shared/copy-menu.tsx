import { useState } from 'preact/hooks';
import type { Failure } from '../../protocol/outcome.ts';
import { ankiWords, chosenWords, toAnki } from './anki.ts';
import { writeClipboard } from './clipboard.ts';
import { exportFormats, exportText, type ExportFormat } from './exports.ts';
import { meaningAsked } from './meaning-asked.ts';
import { FailureNotice } from './notices.tsx';
import type { ReaderState } from './reader.ts';
import type { MessageKey } from './translate.ts';
import { useReaderState, useView } from './context.ts';

const names: { readonly [F in ExportFormat]: MessageKey } = {
  text: 'copyText',
  tsv: 'copyTsv',
  json: 'copyJson',
  python: 'copyPython',
};

/** Takes out what was read: as words, as rows for Anki, as JSON, or as the Python that reproduces it. */
export function CopyMenu() {
  const { reader, translate } = useView();
  const state = useReaderState();
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState<{ readonly of: ReaderState; readonly what: MessageKey | Failure } | null>(null);
  if (state.phase !== 'read') return null;
  const now = said?.of === state ? said.what : null;
  const chosen = named(chosenWords(state).map(({ base }) => base));
  const put = async (text: string) =>
    setSaid({ of: state, what: (await writeClipboard(text)) ? 'copied' : 'copyFailed' });
  const copyForAnki = async () => {
    const words = ankiWords(state);
    setSaid(null);
    const meanings = await reader.meanings(words.map((word) => meaningAsked(word, state.analysis!)));
    if (meanings.ok) await put(toAnki(state, words, meanings.value));
    else setSaid({ of: state, what: meanings.failure });
  };
  return (
    <>
      <button type="button" class="toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
        {translate('copyAs')}
      </button>
      {open && (
        <div class="formats" role="group" aria-label={translate('copyAs')}>
          {exportFormats.map((format) => (
            <button key={format} type="button" onClick={() => put(exportText(state, format))}>
              {translate(names[format])}
            </button>
          ))}
          <button type="button" onClick={copyForAnki}>
            {chosen.length > 0 ? translate('copyAnkiOf', [chosen]) : translate('copyAnki')}
          </button>
          <span role="status">{typeof now === 'string' && translate(now)}</span>
          {now !== null && typeof now === 'object' && <FailureNotice failure={now} onRetry={copyForAnki} />}
        </div>
      )}
    </>
  );
}

/** Words that a button names. */
const NAMED = 3;

const named = (words: readonly string[]): string =>
  [...words.slice(0, NAMED), ...(words.length > NAMED ? ['…'] : [])].join('・');
