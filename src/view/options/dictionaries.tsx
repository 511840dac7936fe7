import { useEffect, useRef, useState } from 'preact/hooks';
import type { AddedDictionary } from '../../protocol/models.ts';
import { createFormat } from '../shared/format.ts';
import { FilesOrFolder } from './file-picker.tsx';
import type { ModelSectionProps } from './model-section.ts';
import { TaskNotice, useTask } from './model-task.tsx';
import { dictionaryFiles } from './picked-files.ts';

/** Dictionaries beside the one that ships, for models whose words come from another. */
export function Dictionaries({ translate, service, onActivity }: ModelSectionProps) {
  const format = createFormat(translate);
  const [list, setList] = useState<readonly AddedDictionary[]>([]);
  const [over, setOver] = useState(false);
  const task = useTask();
  const form = useRef<HTMLFormElement>(null);
  const read = async () => {
    const outcome = await service.dictionaries({});
    if (outcome.ok) setList(outcome.value);
  };
  useEffect(() => void read(), [service]);

  const add = async (picked: Iterable<File>) => {
    const files = dictionaryFiles(picked);
    if (files.length === 0 || task.running) return;
    await task.run((options) => service.importDictionary({ files }, options));
    form.current?.reset();
    await read();
    onActivity();
  };
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
      <form
        ref={form}
        class={over ? 'dropping' : ''}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void add(event.dataTransfer?.files ?? []);
        }}
      >
        <FilesOrFolder
          translate={translate}
          label={translate('dictionaryFiles')}
          name="dictionary"
          onPick={({ files }) => void add(files ?? [])}
        />
      </form>
      <TaskNotice task={task} waiting="modelPreparing" translate={translate} />
    </div>
  );
}
