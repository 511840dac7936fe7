import { useReaderState, useView } from './context.ts';
import { hasLines } from './joined.ts';

/** Reads the lines of a text as one, or again as they were; only where there are several. */
export function JoinToggle() {
  const { reader, translate } = useView();
  const { text, joined } = useReaderState();
  if (!joined && !hasLines(text)) return null;
  return (
    <button
      type="button"
      class="toggle join-toggle"
      aria-pressed={joined}
      title={translate('joinLinesHint')}
      onClick={() => reader.joinLines()}
    >
      {translate('joinLines')}
    </button>
  );
}
