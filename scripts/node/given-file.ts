import { existsSync, statSync } from 'node:fs';
import { InputError } from './lines.ts';
import { resolveFromCaller } from './paths.ts';

/** Where a file is that an option names, as seen by who called npm. @throws InputError where there is none. */
export function givenFile(option: string, named: string): string {
  const path = resolveFromCaller(named);
  if (!existsSync(path)) throw new InputError(`${option} ${named}: there is no such file`);
  if (statSync(path).isDirectory()) throw new InputError(`${option} ${named}: this is a folder; a file is expected`);
  return path;
}
