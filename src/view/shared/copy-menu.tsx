import { useState } from 'preact/hooks';
import { ankiWords, toAnki } from './anki.ts';
import { writeClipboard } from './clipboard.ts';
import { exportFormats, exportText, type ExportFormat } from './exports.ts';
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
  const [said, setSaid] = useState<{ readonly of: ReaderState; readonly key: MessageKey } | null>(null);
  if (state.phase !== 'read') return null;
  const copy = async (format: ExportFormat) =>
    setSaid({ of: state, key: (await writeClipboard(exportText(state, format))) ? 'copied' : 'copyFailed' });
  const copyForAnki = async () => {
    const words = ankiWords(state);
    const asked = words.map(({ base, baseReading, class: kind }) => ({
      text: base,
      base,
      reading: baseReading,
      class: kind,
    }));
    const meanings = await reader.meanings(asked);
    const key = (await writeClipboard(toAnki(state, words, meanings))) ? 'copied' : 'copyFailed';
    setSaid({ of: state, key });
  };
  return (
    <>
      <button type="button" class="toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
        {translate('copyAs')}
      </button>
      {open && (
        <div class="formats" role="group" aria-label={translate('copyAs')}>
          {exportFormats.map((format) => (
            <button key={format} type="button" onClick={() => copy(format)}>
              {translate(names[format])}
            </button>
          ))}
          <button type="button" onClick={copyForAnki}>
            {translate('copyAnki')}
          </button>
          <span role="status">{said?.of === state && translate(said.key)}</span>
        </div>
      )}
    </>
  );
}
