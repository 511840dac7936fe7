import { useState } from 'preact/hooks';
import { writeClipboard } from './clipboard.ts';
import { exportFormats, exportReading, type ExportFormat } from './exports.ts';
import type { Reading } from './reader.ts';
import type { MessageKey } from './translate.ts';
import { useReading, useView } from './context.ts';

const names: { readonly [F in ExportFormat]: MessageKey } = {
  text: 'copyText',
  tsv: 'copyTsv',
  json: 'copyJson',
  python: 'copyPython',
};

/** Takes the reading out: as words, as rows for Anki, as JSON, or as the Python that reproduces it. */
export function CopyMenu() {
  const { translate } = useView();
  const reading = useReading();
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState<{ readonly of: Reading; readonly key: MessageKey } | null>(null);
  if (reading.phase !== 'read') return null;
  const copy = async (format: ExportFormat) =>
    setSaid({ of: reading, key: (await writeClipboard(exportReading(reading, format))) ? 'copied' : 'copyFailed' });
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
          <span role="status">{said?.of === reading && translate(said.key)}</span>
        </div>
      )}
    </>
  );
}
