import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { root } from '../../scripts/node/paths.ts';

export const src = join(root, 'src');

/** The rooms in the order data flows through them, each with the rooms it may import, in the same order. */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  selection: ['language'],
  morphemes: [],
  pieces: ['morphemes'],
  language: ['morphemes'],
  engine: ['predictions'],
  predictions: ['morphemes', 'pieces', 'language'],
  library: ['morphemes', 'pieces', 'engine', 'predictions'],
  worker: ['morphemes', 'pieces', 'language', 'engine', 'predictions', 'library', 'protocol'],
  protocol: ['language', 'predictions'],
  view: ['selection', 'language', 'protocol'],
  storage: ['library', 'protocol', 'extension'],
  extension: ['protocol'],
  entrypoints: ['selection', 'engine', 'worker', 'protocol', 'view', 'storage', 'extension'],
};

/** The rooms that compile without DOM and extension types. */
export const pureRooms: ReadonlySet<string> = new Set(
  (JSON.parse(readFileSync(join(root, 'tsconfig.pure.json'), 'utf8')) as { include: string[] }).include
    .filter((path) => path.startsWith('src/'))
    .map((path) => path.slice('src/'.length)),
);

/** Every file below a folder. */
export function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}

const roomOf = (name: string): string => name.split('/')[0]!;

export const sources = filesUnder(src)
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({
    path,
    name: relative(src, path),
    room: roomOf(relative(src, path)),
    text: readFileSync(path, 'utf8'),
  }));

/** What a file's text imports, types too, as it is written there. */
export const importsOf = (text: string): string[] =>
  [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1]!);

/** For each room the other rooms that its files import, in the order of `rooms`. */
export function roomImports(): Record<string, string[]> {
  const names = Object.keys(rooms);
  const found = new Map(names.map((name) => [name, new Set<string>()]));
  for (const { path, room, text } of sources)
    for (const specifier of importsOf(text).filter((written) => written.startsWith('.')))
      found.get(room)?.add(roomOf(relative(src, resolve(dirname(path), specifier))));
  return Object.fromEntries(
    names.map((name) => [name, names.filter((other) => other !== name && found.get(name)!.has(other))]),
  );
}
