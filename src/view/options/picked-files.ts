import { MAX_FILES } from '../../protocol/limits.ts';

/** A file that the user gave. Its path begins with the name of the folder it came in, if it came in one. */
export interface PickedFile {
  readonly path: string;
  readonly content: File;
}

/** What a field has, under its paths in the folder that was picked. */
export const pickedFiles = (files: readonly File[]): PickedFile[] =>
  files.map((content) => ({ path: content.webkitRelativePath || content.name, content }));

/** How many files of dropped folders are looked at. */
const MAX_DROPPED = 2_000;

/** What was dropped, with what is in folders. What cannot be read is left out. */
export async function droppedFiles({ items }: DataTransfer): Promise<PickedFile[]> {
  // They are gone as soon as anything is waited for.
  const dropped = [...items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const found: PickedFile[] = [];
  for (const one of dropped) {
    if (one instanceof File) found.push({ path: one.name, content: one });
    else if (one) await open(one, found);
  }
  return found;
}

async function open(entry: FileSystemEntry, into: PickedFile[]): Promise<void> {
  if (into.length >= MAX_DROPPED) return;
  if (entry.isFile) {
    const content = await new Promise<File | null>((done) =>
      (entry as FileSystemFileEntry).file(done, () => done(null)),
    );
    if (content) into.push({ path: entry.fullPath.replace(/^\//, ''), content });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<readonly FileSystemEntry[]>((done) => reader.readEntries(done, () => done([])));
    if (some.length === 0) return;
    for (const inside of some) await open(inside, into);
  }
}

/** What a model's files end in; a folder may hold anything beside them. */
const ENDINGS = /\.(?:json|txt|safetensors|bin|pt|pth|model|onnx|onnx_data|data)$/i;

/** Of what the user gave what may belong to a model, under its path in the folder; hidden files and folders are left out. */
export function modelFiles(picked: readonly PickedFile[]): { readonly name: string; readonly content: File }[] {
  return picked
    .map(({ path, content }) => ({ name: path.split('/').slice(1).join('/') || path, content }))
    .filter(({ name }) => ENDINGS.test(name) && !/(?:^|\/)\./.test(name));
}

/** What a MeCab dictionary's files end in, and archives that may hold one. */
const DICTIONARY_ENDINGS = /\.(?:dic|bin|def|csv|gz|tgz|tar|zip|pack)$|^dicrc$/i;

/** Of picked files those that a dictionary may be made of, by their names without folders. */
export function dictionaryFiles(picked: readonly PickedFile[]): { readonly name: string; readonly content: File }[] {
  return picked
    .map(({ content }) => ({ name: content.name, content }))
    .filter(({ name }) => DICTIONARY_ENDINGS.test(name))
    .slice(0, MAX_FILES);
}
