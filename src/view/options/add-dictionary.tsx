import { useState } from 'preact/hooks';
import { FilesOrFolder } from './file-picker.tsx';
import type { ModelSectionProps } from './model-section.ts';
import { TaskNotice, useTask } from './model-task.tsx';
import { dictionaryFiles, type PickedFile } from './picked-files.ts';

interface Props extends ModelSectionProps {
  /** What the fields are called. */
  readonly name: string;
  readonly onAdded: () => void;
}

/** Takes a dictionary, picked or dropped, and converts it. */
export function AddDictionary({ translate, service, onActivity, name, onAdded }: Props) {
  const [none, setNone] = useState(false);
  const task = useTask();
  const add = async (picked: readonly PickedFile[]) => {
    if (task.running || picked.length === 0) return;
    const files = dictionaryFiles(picked);
    setNone(files.length === 0);
    if (files.length === 0) return;
    const added = await task.run((options) => service.importDictionary({ files }, options));
    onActivity();
    if (added) onAdded();
  };
  return (
    <>
      <form>
        <FilesOrFolder
          translate={translate}
          label={translate('dictionaryFiles')}
          name={name}
          onPick={(files) => void add(files)}
        />
      </form>
      {none && (
        <p class="fine" role="alert">
          {translate('dictionaryFail')}
        </p>
      )}
      <TaskNotice task={task} waiting="modelPreparing" translate={translate} />
    </>
  );
}
