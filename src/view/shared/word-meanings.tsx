import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { WordMessage } from '../../protocol/analysis.ts';
import { useReaderState, useView } from './context.ts';
import { meaningAsked } from './meaning-asked.ts';

interface Props {
  readonly whole: WordMessage;
  /** There is room for all of it. */
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** What a word means, in English, a moment after it is shown: nobody waits for the dictionary of meanings. */
export function WordMeanings({ whole, open: isOpen, onOpen }: Props) {
  const { reader, translate } = useView();
  const { analysis } = useReaderState();
  const [found, setFound] = useState<{ readonly of: WordMessage; readonly glosses: readonly string[] } | null>(null);
  useEffect(() => {
    let open = true;
    void reader.meanings([meaningAsked(whole, analysis!)]).then((outcome) => {
      if (open && outcome.ok) setFound({ of: whole, glosses: outcome.value[0] ?? [] });
    });
    return () => {
      open = false;
    };
  }, [whole]);
  const line = useRef<HTMLSpanElement>(null);
  const [cut, setCut] = useState(false);
  useLayoutEffect(() => {
    const shown = line.current;
    // Open it stays the button it was.
    if (!shown || isOpen) return;
    const look = () => setCut(shown.scrollHeight > shown.clientHeight + 1 || shown.scrollWidth > shown.clientWidth + 1);
    const resized = new ResizeObserver(look);
    resized.observe(shown);
    look();
    return () => resized.disconnect();
  }, [found, cut, isOpen]);
  if (found?.of !== whole || found.glosses.length === 0) return null;
  const all = found.glosses.join(' / ');
  const glosses = (
    <span ref={line} class="glosses">
      <span class="unseen">{translate('meanings')}: </span>
      {all}
    </span>
  );
  if (!cut && !isOpen)
    return (
      <span class="meanings" lang="en">
        {glosses}
      </span>
    );
  return (
    <button
      type="button"
      class="meanings"
      lang="en"
      aria-expanded={isOpen}
      title={isOpen ? undefined : all}
      onClick={() => onOpen(!isOpen)}
    >
      {glosses}
    </button>
  );
}
