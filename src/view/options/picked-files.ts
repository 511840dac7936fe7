import { MAX_FILES } from '../../protocol/limits.ts';

/** What a model's files end in; a folder may hold anything beside them. */
const ENDINGS = /\.(?:json|txt|safetensors|bin|pt|pth|model|onnx|onnx_data|data)$/i;

/** Of a picked folder's or of picked files what may belong to a model, under their paths in the folder; hidden ones and folders are left out. */
export function modelFiles(picked: Iterable<File>): { readonly name: string; readonly content: File }[] {
  return [...picked]
    .map((content) => ({
      name: content.webkitRelativePath.split('/').slice(1).join('/') || content.name,
      content,
    }))
    .filter(({ name }) => ENDINGS.test(name) && !/(?:^|\/)\./.test(name));
}

/** What a MeCab dictionary's files end in, and archives that may hold one. */
const DICTIONARY_ENDINGS = /\.(?:dic|bin|def|csv|gz|tgz|tar|zip|pack)$|^dicrc$/i;

/** Of picked files those that a dictionary may be made of, by their names without folders. */
export function dictionaryFiles(picked: Iterable<File>): { readonly name: string; readonly content: File }[] {
  return [...picked]
    .map((content) => ({ name: content.name, content }))
    .filter(({ name }) => DICTIONARY_ENDINGS.test(name))
    .slice(0, MAX_FILES);
}
