import { describe, expect, it } from 'vitest';
import { MAX_FILES } from '../../../src/protocol/limits.ts';
import {
  dictionaryFiles,
  droppedFiles,
  isDictionaryFile,
  isModelFile,
  modelFiles,
} from '../../../src/view/options/picked-files.ts';

type Tree = { readonly [name: string]: Tree | null };

/** A dropped folder as a browser gives it: entries, in lots of a hundred. */
function entryOf(name: string, tree: Tree | null, parent = ''): FileSystemEntry {
  const fullPath = `${parent}/${name}`;
  if (tree === null)
    return { name, fullPath, isFile: true, file: (done: FileCallback) => done(new File(['x'], name)) } as never;
  const inside = Object.entries(tree).map(([child, below]) => entryOf(child, below, fullPath));
  const createReader = () => {
    const left = [...inside];
    return { readEntries: (done: FileSystemEntriesCallback) => done(left.splice(0, 100)) };
  };
  return { name, fullPath, isFile: false, createReader } as never;
}
const drop = (name: string, tree: Tree) =>
  ({ items: [{ webkitGetAsEntry: () => entryOf(name, tree) }] }) as unknown as DataTransfer;
const many = (count: number, name: (index: number) => string): Tree =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), null]));

describe('a folder that is dropped', () => {
  it('gives a model’s files, however many others come before them', async () => {
    const tree = { pictures: many(3_000, (index) => `${index}.png`), 'model.safetensors': null, 'config.json': null };
    const found = await droppedFiles(drop('folder', tree), isModelFile);
    expect(modelFiles(found).map(({ name }) => name)).toEqual(['model.safetensors', 'config.json']);
  });

  it('gives more of them than are read where there are more, so that it can be said', async () => {
    const found = await droppedFiles(
      drop(
        'folder',
        many(3_000, (index) => `${index}.json`),
      ),
      isModelFile,
    );
    expect(modelFiles(found)).toHaveLength(MAX_FILES + 1);
  });

  it('gives something where nothing in it is wanted, and nothing that is hidden', async () => {
    const tree = { 'a.png': null, '.git': { 'config.json': null }, '.hidden.json': null };
    const found = await droppedFiles(drop('folder', tree), isModelFile);
    expect(found.map(({ path }) => path)).toEqual(['folder/a.png']);
  });
});

it('loses no file of a dictionary that was picked', async () => {
  const tree = { ...many(250, (index) => `${index}.csv`), 'sys.dic': null };
  const picked = Object.keys(tree).map((path) => ({ path, content: new File(['x'], path) }));
  expect(dictionaryFiles(picked)).toHaveLength(251);
  expect(isDictionaryFile({ path: 'd/dicrc', content: new File([''], 'dicrc') })).toBe(true);
});
