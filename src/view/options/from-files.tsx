import { useRef, useState } from 'preact/hooks';
import type { InstalledModel } from '../../protocol/models.ts';
import { createFormat } from '../shared/format.ts';
import { useKeptFocus } from '../shared/kept-focus.ts';
import { useTask, TaskNotice } from './model-task.tsx';
import { Added } from './added.tsx';
import { AskTokenizer } from './ask-tokenizer.tsx';
import { FilesOrFolder } from './file-picker.tsx';
import { tokenizerConfig } from './tokenizer-choices.ts';
import type { ModelSectionProps } from './model-section.ts';
import { MAX_FILES, MAX_MODEL_NAME } from '../../protocol/limits.ts';
import { isModelFile, modelFiles, type PickedFile } from './picked-files.ts';
import { WantedDictionary } from './wanted-dictionary.tsx';

interface Props extends ModelSectionProps {
  /** Of the models that are installed. */
  readonly names: readonly string[];
  readonly onUse: (name: string) => Promise<void>;
}

const configFile = (config: object) => ({
  name: 'tokenizer_config.json',
  content: new File([JSON.stringify(config)], 'tokenizer_config.json'),
});

/** A model from files the user has: picked together, or their folder. */
export function FromFiles({ names, onUse, ...props }: Props) {
  const { translate, service, onActivity } = props;
  const format = createFormat(translate);
  const [name, setName] = useState('');
  /** The name is one that the user gave; else it follows from what was picked. */
  const typed = useRef(false);
  const [files, setFiles] = useState<readonly PickedFile[]>([]);
  /** The name that another model has, while it is asked whether that one may go. */
  const [asking, ask] = useState<string | null>(null);
  const [added, setAdded] = useState<InstalledModel | null>(null);
  const task = useTask();
  const [converting, setConverting] = useState(false);
  const busy = task.running || converting;
  const box = useRef<HTMLDivElement>(null);
  useKeptFocus(box, busy ? '.task button' : '[name="own-name"]');
  /** What it was to be called when it was tried last: the field may say something else by now. */
  const tried = useRef('');
  /** What the user has answered, beside the files: it holds until others are picked, whatever else was asked since. */
  const answered = useRef<readonly { readonly name: string; readonly content: File }[]>([]);

  const pick = (picked: readonly PickedFile[]) => {
    setFiles(picked);
    answered.current = [];
    setAdded(null);
    ask(null);
    // The folder is usually called as the model is.
    const [folder, inside] = picked[0]?.path.split('/') ?? [];
    if (picked.length > 0 && !typed.current) setName((inside && folder) || translate('modelOwnName'));
  };
  const wanted = modelFiles(files);
  const fits = wanted.length > 0 && wanted.length <= MAX_FILES;
  const add = async (as = tried.current) => {
    tried.current = as;
    ask(null);
    const more = answered.current;
    const given = [...wanted.filter((file) => !more.some((other) => other.name === file.name)), ...more];
    const installed = await task.run((options) => service.importModel({ name: as, files: given }, options));
    setAdded(installed);
    if (installed) {
      setFiles([]);
      answered.current = [];
      setName('');
      typed.current = false;
    }
    onActivity();
  };

  return (
    <div class="add-model" ref={box}>
      <h3>{translate('modelsFromFiles')}</h3>
      <p class="hint">{translate('modelsFromFilesHint')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!fits || !name.trim() || busy) return;
          answered.current = [];
          if (names.includes(name.trim())) ask(name.trim());
          else void add(name.trim());
        }}
      >
        <FilesOrFolder
          translate={translate}
          label={translate('modelFiles')}
          name="model"
          isWanted={isModelFile}
          onPick={pick}
        />
        <div class="row">
          <input
            type="text"
            name="own-name"
            aria-label={translate('modelName')}
            placeholder={translate('modelName')}
            maxLength={MAX_MODEL_NAME}
            autocomplete="off"
            value={name}
            onInput={({ currentTarget: { value } }) => {
              setName(value);
              // What was asked was about another model.
              ask(null);
              typed.current = value !== '';
            }}
          />
          <button type="submit" disabled={!fits || name.trim() === '' || busy}>
            {translate('modelAdd')}
          </button>
        </div>
        {files.length > 0 && (
          <p class="fine">
            {translate('modelPicked', [
              format.count(wanted.length),
              format.bytes(wanted.reduce((sum, { content }) => sum + content.size, 0)),
            ])}
          </p>
        )}
        {files.length > 0 && !fits && (
          <p class="fine" role="alert">
            {wanted.length === 0
              ? translate('modelNoFiles')
              : translate('modelTooManyFiles', [format.count(MAX_FILES)])}
          </p>
        )}
        {asking !== null && (
          <div class="notice" role="alert">
            <p>{translate('modelReplaceAsk', [asking])}</p>
            <div class="actions">
              <button type="button" disabled={busy} onClick={() => void add(asking)}>
                {translate('modelReplaceYes')}
              </button>
              <button type="button" onClick={() => ask(null)}>
                {translate('cancel')}
              </button>
            </div>
          </div>
        )}
      </form>
      <TaskNotice task={task} waiting="modelChecking" translate={translate} />
      <WantedDictionary {...props} failure={task.failure} onAdded={() => void add()} onConverting={setConverting} />
      {task.failure?.code === 'tokenizerUnnamed' && (
        <AskTokenizer
          translate={translate}
          onAnswer={(choice) => {
            answered.current = [configFile(tokenizerConfig(choice))];
            void add();
          }}
        />
      )}
      {added && (
        <Added model={added} translate={translate} onUse={() => void onUse(added.name).then(() => setAdded(null))} />
      )}
    </div>
  );
}
