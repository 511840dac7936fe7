import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A path given on the command line, seen from where the user called npm. */
export const resolveFromCaller = (path: string): string => resolve(process.env['ANAUME_CWD'] ?? process.cwd(), path);
