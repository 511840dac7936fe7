import { useState } from 'preact/hooks';
import type { Translate } from '../shared/translate.ts';
import { droppedFiles, pickedFiles, type PickedFile } from './picked-files.ts';

interface Props {
  readonly translate: Translate;
  /** What is wanted. */
  readonly label: string;
  /** A folder with all that is in it; else files. */
  readonly folder?: boolean;
  readonly multiple?: boolean;
  readonly name?: string;
  readonly accept?: string;
  /** Hears of every pick, also of the same files again; the field keeps none of them. */
  readonly onPick: (files: readonly File[]) => void;
}

/**
 * Asks for files, by a press or a drop. Browsers write their own words on such a field, in their own language: it lies
 * unseen over a button with ours.
 */
export function FilePicker({ translate, label, folder = false, multiple = false, name, accept, onPick }: Props) {
  const press = translate(folder ? 'pickFolder' : 'pickFile');
  return (
    <div class="files">
      <span>{label}</span>
      <span class="pick">
        <span aria-hidden="true">{press}</span>
        <input
          type="file"
          name={name}
          multiple={multiple}
          accept={accept}
          aria-label={label}
          title={press}
          {...(folder && { webkitdirectory: true })}
          onChange={({ currentTarget: input }) => {
            const files = [...(input.files ?? [])];
            // Who picks what is picked already is not told that to anybody.
            input.value = '';
            onPick(files);
          }}
        />
      </span>
    </div>
  );
}

interface BothProps extends Pick<Props, 'translate' | 'label'> {
  /** What the fields are called, before `-files` and `-folder`. */
  readonly name: string;
  /** Whether a file is of use; there may be many others in a dropped folder. */
  readonly isWanted: (file: PickedFile) => boolean;
  readonly onPick: (files: readonly PickedFile[]) => void;
}

/** Asks for files, or for the folder that they are in. Either may be dropped as well. */
export function FilesOrFolder({ translate, label, name, isWanted, onPick }: BothProps) {
  const [over, setOver] = useState(false);
  const pick = (files: readonly File[]) => onPick(pickedFiles(files));
  return (
    <div
      class={over ? 'dropping' : ''}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (event.dataTransfer) void droppedFiles(event.dataTransfer, isWanted).then(onPick);
      }}
    >
      <FilePicker translate={translate} label={label} name={`${name}-files`} multiple onPick={pick} />
      <FilePicker translate={translate} label={translate('modelFolder')} name={`${name}-folder`} folder onPick={pick} />
    </div>
  );
}
