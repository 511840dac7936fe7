import { useEffect, useState } from 'preact/hooks';
import { useView } from './context.ts';

/** The first meaning of each text, by text, once the dictionary of meanings has answered; empty until then, and where they are switched off. */
export function useMeanings(texts: readonly string[]): ReadonlyMap<string, string> {
  const { reader, settings } = useView();
  const [found, setFound] = useState<ReadonlyMap<string, string>>(new Map());
  const asked = settings.meanings ? texts.join('\n') : '';
  useEffect(() => {
    if (asked === '') return;
    let open = true;
    const words = asked.split('\n').map((text) => ({ text }));
    void reader.meanings(words).then((meanings) => {
      if (open) setFound(new Map(words.flatMap(({ text }, i) => (meanings[i]?.[0] ? [[text, meanings[i]![0]!]] : []))));
    });
    return () => {
      open = false;
    };
  }, [asked]);
  return asked === '' ? new Map() : found;
}
