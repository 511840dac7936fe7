import { useState } from 'preact/hooks';
import { useReaderState, useView } from './context.ts';
import { previewText } from './preview-parts.ts';
import type { ReaderState } from './reader.ts';
import type { MessageKey } from './translate.ts';

/** What came of the last press, as long as nothing else is shown than right after it; and to say of another. */
export function useSaid(): readonly [said: MessageKey | null, say: (key: MessageKey) => void] {
  const { reader } = useView();
  const shown = shownOf(useReaderState());
  const [last, setLast] = useState<{ readonly of: string; readonly key: MessageKey } | null>(null);
  return [last?.of === shown ? last.key : null, (key) => setLast({ of: shownOf(reader.state), key })];
}

const shownOf = (state: ReaderState): string => `${state.text}\n${previewText(state) ?? ''}`;
