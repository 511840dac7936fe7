import { useEffect, useState } from 'preact/hooks';
import { meantClass } from '../../language/classes.ts';
import type { WordClass } from '../../language/names.ts';
import { useView } from './context.ts';
import type { DrawnWord } from './words.ts';

interface Meaning {
  readonly text: string;
  readonly english: true;
}

/** What the words of a place are: the class of the word there; of a morpheme among others in a word its own. */
function classIn(place: DrawnWord | undefined): WordClass | undefined {
  if (!place || place.blank) return undefined;
  const single = place.whole.last - place.whole.first === 1;
  return meantClass(single ? place.whole.class : place.class, place.partOfSpeech[1]);
}

/**
 * The first meaning of each text, as a word of the class that `place` has, by text, once the dictionary of meanings has
 * answered; empty until then, and where they are switched off.
 */
export function useMeanings(texts: readonly string[], place?: DrawnWord): ReadonlyMap<string, Meaning> {
  const { reader, settings } = useView();
  const [found, setFound] = useState<ReadonlyMap<string, Meaning>>(new Map());
  const kind = classIn(place);
  const asked = settings.meanings ? texts.join('\n') : '';
  useEffect(() => {
    if (asked === '') return;
    let open = true;
    const words = asked.split('\n').map((text) => ({ text, ...(kind && { class: kind }) }));
    void reader.meanings(words).then((outcome) => {
      if (!open) return;
      const firsts = words.map(({ text }, i) => [text, outcome.ok ? outcome.value[i]?.[0] : undefined] as const);
      setFound(new Map(firsts.flatMap(([text, first]) => (first ? [[text, { text: first, english: true }]] : []))));
    });
    return () => {
      open = false;
    };
  }, [asked, kind]);
  return asked === '' ? new Map() : found;
}
