import { MAX_FILES } from '../../protocol/limits.ts';

/** A file that the user gave. Its path begins with the name of the folder it came in, if it came in one. */
export interface PickedFile {
  readonly path: string;
  readonly content: File;
}

/** What a field has, under its paths in the folder that was picked. */
export const pickedFiles = (files: readonly File[]): PickedFile[] =>
  files.map((content) => ({ path: content.webkitRelativePath || content.name, content }));

/** Of files in dropped folders that are not wanted as many are kept: enough to say that something was there. */
const MAX_OTHERS = 100;

/**
 * What was dropped, with what is in folders: what is wanted, one more than are read at most, and some of the rest.
 * Hidden files and folders, and what cannot be read, are left out.
 */
export async function droppedFiles(
  { items }: DataTransfer,
  isWanted: (file: PickedFile) => boolean,
): Promise<PickedFile[]> {
  // They are gone as soon as anything is waited for.
  const dropped = [...items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const wanted: PickedFile[] = [];
  const others: PickedFile[] = [];
  const keep = (file: PickedFile) => {
    if (isWanted(file)) wanted.push(file);
    else if (others.length < MAX_OTHERS) others.push(file);
  };
  for (const one of dropped) {
    if (one instanceof File) keep({ path: one.name, content: one });
    else if (one)
      for await (const file of filesIn(one)) {
        if (wanted.length > MAX_FILES) break;
        keep(file);
      }
  }
  return [...wanted, ...others];
}

async function* filesIn(entry: FileSystemEntry): AsyncGenerator<PickedFile> {
  if (entry.name.startsWith('.')) return;
  if (entry.isFile) {
    const content = await new Promise<File | null>((done) =>
      (entry as FileSystemFileEntry).file(done, () => done(null)),
    );
    if (content) yield { path: entry.fullPath.replace(/^\//, ''), content };
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<readonly FileSystemEntry[]>((done) => reader.readEntries(done, () => done([])));
    if (some.length === 0) return;
    for (const inside of some) yield* filesIn(inside);
  }
}

/** What a model's files end in; a folder may hold anything beside them. */
const ENDINGS = /\.(?:json|txt|safetensors|bin|pt|pth|model|onnx|onnx_data|data)$/i;

/** A file's path in the folder that it came in. */
const nameIn = ({ path }: PickedFile) => path.split('/').slice(1).join('/') || path;

/** Whether a file may belong to a model; hidden ones, and those in hidden folders, do not. */
export function isModelFile(file: PickedFile): boolean {
  const name = nameIn(file);
  return ENDINGS.test(name) && !/(?:^|\/)\./.test(name);
}

/** Of what the user gave what may belong to a model, under its path in the folder. */
export function modelFiles(picked: readonly PickedFile[]): { readonly name: string; readonly content: File }[] {
  return picked.filter(isModelFile).map((file) => ({ name: nameIn(file), content: file.content }));
}

/** What a MeCab dictionary's files end in, and archives that may hold one. */
const DICTIONARY_ENDINGS = /\.(?:dic|bin|def|csv|gz|tgz|tar|zip|pack)$|^dicrc$/i;

/** Whether a dictionary may be made of a file. */
export function isDictionaryFile({ content }: PickedFile): boolean {
  return DICTIONARY_ENDINGS.test(content.name);
}

/** Of picked files those that a dictionary may be made of, by their names without folders. */
export function dictionaryFiles(picked: readonly PickedFile[]): { readonly name: string; readonly content: File }[] {
  return picked.filter(isDictionaryFile).map(({ content }) => ({ name: content.name, content }));
}
