import { useEffect, useState } from 'preact/hooks';
import type { AddedDictionary } from '../../protocol/models.ts';
import { createFormat } from '../shared/format.ts';
import { AddDictionary } from './add-dictionary.tsx';
import type { ModelSectionProps } from './model-section.ts';

interface Props extends ModelSectionProps {
  /** Changes when the list may have changed. */
  readonly activity: number;
}

/** Dictionaries beside the one that ships, for models whose words come from another. */
export function Dictionaries({ activity, ...props }: Props) {
  const { translate, service, onActivity } = props;
  const format = createFormat(translate);
  const [list, setList] = useState<readonly AddedDictionary[]>([]);
  const read = async () => {
    const outcome = await service.dictionaries({});
    if (outcome.ok) setList(outcome.value);
  };
  useEffect(() => void read(), [service, activity]);

  const remove = async (name: string) => {
    await service.removeDictionary({ name });
    await read();
    onActivity();
  };
  return (
    <div class="add-model">
      <h3>{translate('dictionariesTitle')}</h3>
      <p class="hint">{translate('dictionariesHint')}</p>
      {list.map(({ name, bytes }) => (
        <div class="model-row" key={name}>
          <span class="name">{name}</span>
          <span class="size">{format.bytes(bytes)}</span>
          <div class="actions">
            <button type="button" aria-label={translate('modelRemoveLabel', [name])} onClick={() => void remove(name)}>
              {translate('modelRemove')}
            </button>
          </div>
        </div>
      ))}
      <AddDictionary {...props} name="dictionary" onAdded={() => void read()} />
    </div>
  );
}
