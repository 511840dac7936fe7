import { useRef, useState } from 'preact/hooks';
import type { InstalledModel } from '../../protocol/models.ts';
import { createFormat } from '../shared/format.ts';
import { useTask, TaskNotice } from './model-task.tsx';
import { Added } from './added.tsx';
import type { ModelSectionProps } from './model-section.ts';

/** A model from files the user has: picked together, or their folder. */
export function FromFiles({
  translate,
  service,
  onActivity,
  onUse,
}: ModelSectionProps & { readonly onUse: (name: string) => Promise<void> }) {
  const format = createFormat(translate);
  const [name, setName] = useState('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [added, setAdded] = useState<InstalledModel | null>(null);
  const task = useTask();
  const form = useRef<HTMLFormElement>(null);

  const pick = (input: HTMLInputElement) => {
    const picked = [...(input.files ?? [])];
    setFiles(picked);
    setAdded(null);
    // The folder is usually called as the model is.
    const folder = picked[0]?.webkitRelativePath.split('/')[0];
    if (picked.length > 0) setName((typed) => typed || folder || translate('modelOwnName'));
    for (const other of form.current!.querySelectorAll<HTMLInputElement>('input[type="file"]'))
      if (other !== input) other.value = '';
  };
  const add = async () => {
    const contents = files.map((file) => ({
      name: file.webkitRelativePath.split('/').slice(1).join('/') || file.name,
      content: file,
    }));
    const installed = await task.run((options) =>
      service.importModel({ name: name.trim(), files: contents.slice(0, 200) }, options),
    );
    setAdded(installed);
    if (installed) {
      form.current!.reset();
      setFiles([]);
      setName('');
    }
    onActivity();
  };

  return (
    <div class="add-model">
      <h3>{translate('modelsFromFiles')}</h3>
      <p class="hint">{translate('modelsFromFilesHint')}</p>
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (files.length > 0 && name.trim() && !task.running) void add();
        }}
      >
        <label class="files">
          <span>{translate('modelFiles')}</span>
          <input type="file" name="model-files" multiple onChange={(event) => pick(event.currentTarget)} />
        </label>
        <label class="files">
          <span>{translate('modelFolder')}</span>
          <input
            type="file"
            name="model-folder"
            {...{ webkitdirectory: true }}
            onChange={(event) => pick(event.currentTarget)}
          />
        </label>
        <div class="row">
          <input
            type="text"
            name="own-name"
            aria-label={translate('modelName')}
            placeholder={translate('modelName')}
            maxLength={120}
            autocomplete="off"
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <button type="submit" disabled={files.length === 0 || name.trim() === '' || task.running}>
            {translate('modelAdd')}
          </button>
        </div>
        {files.length > 0 && (
          <p class="fine">
            {translate('modelPicked', [
              format.count(files.length),
              format.bytes(files.reduce((sum, { size }) => sum + size, 0)),
            ])}
          </p>
        )}
      </form>
      <TaskNotice task={task} waiting="modelChecking" translate={translate} />
      {added && (
        <Added model={added} translate={translate} onUse={() => void onUse(added.name).then(() => setAdded(null))} />
      )}
    </div>
  );
}
