import { useEffect, useState } from 'preact/hooks';
import { Checkbox } from '../shared/checkbox.tsx';
import { createFormat } from '../shared/format.ts';
import { AskFirst } from '../shared/ask-first.tsx';
import type { SectionProps } from './controls.tsx';
import type { OptionsParts, Stored } from './parts.ts';

interface Props extends SectionProps, Pick<OptionsParts, 'stored' | 'erase'> {
  /** Changes when what is stored may have changed. */
  readonly activity: number;
  readonly onActivity: () => void;
}

export function Data({ settings, change, translate, stored, erase, activity, onActivity }: Props) {
  const [amount, setAmount] = useState<Stored | null>(null);
  const [erased, setErased] = useState<boolean | null>(null);
  const format = createFormat(translate);
  useEffect(() => void stored().then(setAmount), [stored, activity]);
  return (
    <section id="stored">
      <h2>{translate('optionsData')}</h2>
      <Checkbox checked={settings.history} onChange={(history) => change({ history })}>
        {translate('optionsHistory')}
      </Checkbox>
      <p class="hint">{translate('optionsHistoryHint')}</p>
      {amount && (
        <p>
          {translate('optionsStored', [
            format.count(amount.recent),
            format.bytes(amount.bytes),
            format.bytes(amount.modelBytes),
            format.bytes(amount.preparedBytes),
          ])}
        </p>
      )}
      <AskFirst
        class="erase danger"
        question={translate('optionsEraseAsk')}
        yes={translate('optionsEraseYes')}
        translate={translate}
        onYes={(close) => {
          close();
          setErased(null);
          void erase().then((everything) => {
            setErased(everything);
            onActivity();
          });
        }}
      >
        {translate('optionsErase')}
      </AskFirst>
      <span role="status">{erased !== null && translate(erased ? 'optionsErased' : 'optionsNotErased')}</span>
      <p class="hint">{translate('optionsEraseHint')}</p>
    </section>
  );
}
