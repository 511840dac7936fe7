import type { Failure } from '../../protocol/outcome.ts';
import type { MessageKey } from '../shared/translate.ts';
import { AddDictionary } from './add-dictionary.tsx';
import type { ModelSectionProps } from './model-section.ts';

/** Where dictionaries are to be had, by the names that mecab_kwargs gives them. */
const places: Readonly<Record<string, { readonly text: MessageKey; readonly page: string }>> = {
  unidic_lite: { text: 'dictionaryUnidicLite', page: 'https://pypi.org/project/unidic-lite/#files' },
  unidic: { text: 'dictionaryUnidic', page: 'https://clrd.ninjal.ac.jp/unidic/' },
  jumandic: { text: 'dictionaryJuman', page: 'https://packages.debian.org/stable/mecab-jumandic-utf8' },
};

interface Props extends ModelSectionProps {
  readonly failure: Failure | null;
  /** The dictionary is here: what failed for its sake can be tried again. */
  readonly onAdded: () => void;
  /** Whether it is being converted; nothing that would take the failure away may be begun meanwhile. */
  readonly onConverting: (converting: boolean) => void;
}

/**
 * Which dictionary a model's words come from and where it is to be had, and a place to put it; nothing for any other
 * failure.
 */
export function WantedDictionary({ failure, ...props }: Props) {
  const place = places[failure?.dictionary ?? ''];
  if (failure?.code !== 'dictionaryWanted' || !place) return null;
  return (
    <div class="notice wanted">
      <p>
        {props.translate(place.text)}{' '}
        <a href={place.page} target="_blank" rel="noreferrer">
          {new URL(place.page).hostname}
        </a>
      </p>
      <AddDictionary {...props} name="wanted" />
    </div>
  );
}
