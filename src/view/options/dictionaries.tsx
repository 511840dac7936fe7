import { useEffect, useState } from 'preact/hooks';
import type { AddedDictionary } from '../../protocol/models.ts';
import type { Failure } from '../../protocol/outcome.ts';
import { createFormat } from '../shared/format.ts';
import { AddDictionary } from './add-dictionary.tsx';
import type { ModelSectionProps } from './model-section.ts';
import { ModelFailure } from './model-task.tsx';
import { Remove } from './remove.tsx';
import { useRowFocus } from '../shared/row-focus.ts';

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

  const [refused, setRefused] = useState<Failure | null>(null);
  const rows = useRowFocus<HTMLDivElement>(list.length, '.actions button');
  const remove = async (row: number, name: string) => {
    rows.leave(row);
    const outcome = await service.removeDictionary({ name });
    if (!outcome.ok) rows.leave(null);
    setRefused(outcome.ok ? null : outcome.failure);
    await read();
    onActivity();
  };
  return (
    <div class="add-model" ref={rows.list} tabIndex={-1} role="group" aria-label={translate('dictionariesTitle')}>
      <h3>{translate('dictionariesTitle')}</h3>
      <p class="hint">{translate('dictionariesHint')}</p>
      {list.map(({ name, bytes }, row) => (
        <div class="model-row" key={name}>
          <span class="name">{name}</span>
          <span class="size">{format.bytes(bytes)}</span>
          <Remove name={name} translate={translate} onRemove={() => void remove(row, name)} />
        </div>
      ))}
      {refused && <ModelFailure failure={refused} translate={translate} />}
      <AddDictionary {...props} name="dictionary" onAdded={() => void read()} />
    </div>
  );
}
