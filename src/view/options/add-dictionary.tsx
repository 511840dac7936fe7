import { useRef, useState } from 'preact/hooks';
import { MAX_FILES } from '../../protocol/limits.ts';
import { createFormat } from '../shared/format.ts';
import { useKeptFocus } from '../shared/kept-focus.ts';
import { FilesOrFolder } from './file-picker.tsx';
import type { ModelSectionProps } from './model-section.ts';
import { TaskNotice, useTask } from './model-task.tsx';
import { dictionaryFiles, isDictionaryFile, type PickedFile } from './picked-files.ts';

interface Props extends ModelSectionProps {
  /** What the fields are called. */
  readonly name: string;
  readonly onAdded: () => void;
  /** Called when a conversion begins and when it has ended: it ends with this component. */
  readonly onConverting?: (converting: boolean) => void;
}

/** Takes a dictionary, picked or dropped, and converts it. */
export function AddDictionary({ translate, service, onActivity, name, onAdded, onConverting }: Props) {
  /** What is wrong with what was picked. */
  const [wrong, setWrong] = useState<string | null>(null);
  const task = useTask();
  const box = useRef<HTMLDivElement>(null);
  useKeptFocus(box, task.running ? '.task button' : `[name="${name}-files"]`);
  const add = async (picked: readonly PickedFile[]) => {
    if (task.running || picked.length === 0) return;
    const files = dictionaryFiles(picked);
    const many = files.length > MAX_FILES;
    setWrong(
      many
        ? translate('dictionaryTooManyFiles', [createFormat(translate).count(MAX_FILES)])
        : files.length === 0
          ? translate('dictionaryFail')
          : null,
    );
    if (many || files.length === 0) return;
    onConverting?.(true);
    const added = await task.run((options) => service.importDictionary({ files }, options));
    onConverting?.(false);
    onActivity();
    if (added) onAdded();
  };
  return (
    <div ref={box}>
      <form>
        <FilesOrFolder
          translate={translate}
          label={translate('dictionaryFiles')}
          name={name}
          isWanted={isDictionaryFile}
          onPick={(files) => void add(files)}
        />
      </form>
      {wrong !== null && (
        <p class="fine" role="alert">
          {wrong}
        </p>
      )}
      <TaskNotice task={task} waiting="modelPreparing" translate={translate} />
    </div>
  );
}
