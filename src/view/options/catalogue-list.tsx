import { useRef } from 'preact/hooks';
import { createFormat } from '../shared/format.ts';
import type { MessageKey, Translate } from '../shared/translate.ts';
import { catalogue, fitsIn, type CatalogueEntry, type WordsOf } from './catalogue.ts';

const wordsOf: Readonly<Record<WordsOf, MessageKey>> = {
  none: 'catalogueNoDictionary',
  ipadic: 'catalogueIpadic',
  unidic_lite: 'catalogueUnidic',
  jumandic: 'catalogueJuman',
};

/** Models that people use. A press looks one up; nothing is downloaded by it. */
export function CatalogueList({
  translate,
  disabled,
  onPick,
}: {
  readonly translate: Translate;
  readonly disabled: boolean;
  readonly onPick: (name: string) => void;
}) {
  const format = createFormat(translate);
  const details = useRef<HTMLDetailsElement>(null);
  const { deviceMemory } = navigator as { readonly deviceMemory?: number };
  const about = (entry: CatalogueEntry) =>
    [
      translate(entry.good),
      translate(wordsOf[entry.words]),
      entry.licence,
      translate('catalogueMemory', [format.bytes(entry.parameters * 1e6)]),
      ...(fitsIn(entry, deviceMemory) ? [] : [translate('catalogueTooLarge')]),
    ].join(' · ');
  return (
    <details class="catalogue" ref={details}>
      <summary>{translate('catalogueTitle')}</summary>
      <p class="hint">{translate('catalogueHint')}</p>
      {catalogue.map((entry) => (
        <div class="catalogue-row" key={entry.name}>
          <span class="name">{entry.name}</span>
          <span class="size">{format.bytes(entry.megabytes * 1e6)}</span>
          <p class="fine">{about(entry)}</p>
          <button
            type="button"
            disabled={disabled}
            aria-label={translate('catalogueLookUpLabel', [entry.name])}
            onClick={() => {
              // What is found is shown below the list.
              details.current!.open = false;
              onPick(entry.name);
            }}
          >
            {translate('modelLookUp')}
          </button>
        </div>
      ))}
    </details>
  );
}
