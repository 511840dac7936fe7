import { useEffect, useState } from 'preact/hooks';
import { useView } from './context.ts';

interface Meaning {
  readonly text: string;
  readonly english: true;
}

/** The first meaning of each text, by text, once the dictionary of meanings has answered; empty until then, and where they are switched off. */
export function useMeanings(texts: readonly string[]): ReadonlyMap<string, Meaning> {
  const { reader, settings } = useView();
  const [found, setFound] = useState<ReadonlyMap<string, Meaning>>(new Map());
  const asked = settings.meanings ? texts.join('\n') : '';
  useEffect(() => {
    if (asked === '') return;
    let open = true;
    const words = asked.split('\n').map((text) => ({ text }));
    void reader.meanings(words).then((meanings) => {
      if (!open) return;
      const firsts = words.map(({ text }, i) => [text, meanings[i]?.[0]] as const);
      setFound(new Map(firsts.flatMap(([text, first]) => (first ? [[text, { text: first, english: true }]] : []))));
    });
    return () => {
      open = false;
    };
  }, [asked]);
  return asked === '' ? new Map() : found;
}
