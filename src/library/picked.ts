/** `config (1).json`, or `config(1).json`: what a browser makes of a name it has saved before. */
const COPY_NUMBER = / ?\(\d+\)(?=(?:\.[^./]+)?$)/;

/**
 * Picked files under the names that a model's own files have. A copy's number is dropped where no file of the plain
 * name was picked and no other copy; of two copies nobody can tell which is meant, so they keep their names.
 */
export function stripCopyNumbers<T>(files: ReadonlyMap<string, T>): Map<string, T> {
  const plain = (name: string) => name.replace(COPY_NUMBER, '');
  const counts = new Map<string, number>();
  for (const name of files.keys()) counts.set(plain(name), (counts.get(plain(name)) ?? 0) + 1);
  return new Map([...files].map(([name, file]) => [counts.get(plain(name)) === 1 ? plain(name) : name, file]));
}
