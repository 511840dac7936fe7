import { useEffect, useState } from 'preact/hooks';
import type { WordClass } from '../../language/names.ts';
import type { WordMessage } from '../../protocol/analysis.ts';
import { useView } from './context.ts';

interface Props {
  readonly whole: WordMessage;
  /** The class it is looked up under. */
  readonly kind: WordClass;
  /** IPADIC's finer part of speech. */
  readonly fine: string | undefined;
}

/** What a word means, in English, a moment after it is shown: nobody waits for the dictionary of meanings. */
export function WordMeanings({ whole, kind, fine }: Props) {
  const { reader, translate } = useView();
  const { base, baseReading } = whole;
  const [found, setFound] = useState<{ readonly of: WordMessage; readonly glosses: readonly string[] } | null>(null);
  useEffect(() => {
    let open = true;
    const asked = { text: base, base, reading: baseReading, class: kind, ...(fine !== undefined && { fine }) };
    void reader.meanings([asked]).then((outcome) => {
      if (open && outcome.ok) setFound({ of: whole, glosses: outcome.value[0] ?? [] });
    });
    return () => {
      open = false;
    };
  }, [whole]);
  if (found?.of !== whole || found.glosses.length === 0) return null;
  return (
    <span class="meanings" lang="en">
      <span class="unseen">{translate('meanings')}: </span>
      {found.glosses.join(' / ')}
    </span>
  );
}
