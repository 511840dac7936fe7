import { useState } from 'preact/hooks';
import { FilesOrFolder } from './file-picker.tsx';
import type { ModelSectionProps } from './model-section.ts';
import { TaskNotice, useTask } from './model-task.tsx';
import { dictionaryFiles } from './picked-files.ts';

interface Props extends ModelSectionProps {
  /** What the fields are called. */
  readonly name: string;
  readonly onAdded: () => void;
}

/** Takes a dictionary, picked or dropped, and converts it. */
export function AddDictionary({ translate, service, onActivity, name, onAdded }: Props) {
  const [over, setOver] = useState(false);
  const task = useTask();
  const add = async (picked: Iterable<File>) => {
    const files = dictionaryFiles(picked);
    if (files.length === 0 || task.running) return;
    const added = await task.run((options) => service.importDictionary({ files }, options));
    onActivity();
    if (added) onAdded();
  };
  return (
    <>
      <form
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
          name={name}
          onPick={(files) => void add(files)}
        />
      </form>
      <TaskNotice task={task} waiting="modelPreparing" translate={translate} />
    </>
  );
}
