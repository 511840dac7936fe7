import * as v from 'valibot';
import { readJsonFile, writeFile } from '../library/files.ts';
import { Measured, PassedOverMessage } from '../protocol/analysis.ts';

/** What came of a look at the GPU: why it will not do, or both times; neither where the CPU was quick enough. */
const Verdict = v.object({
  passedOver: v.nullable(PassedOverMessage),
  measured: v.nullable(Measured),
});
export type Verdict = v.InferOutput<typeof Verdict>;

/** Verdicts by model, adapter and browser. */
export interface Verdicts {
  read(key: string): Promise<Verdict | null>;
  write(key: string, verdict: Verdict): Promise<void>;
}

/** For places that keep nothing. */
export const noVerdicts: Verdicts = { read: async () => null, write: async () => {} };

/** The folder of the origin's private file system; one file for each key. What is in it is erased with everything else. */
export const VERDICTS = 'verdicts';

/** @param engine Tells versions of the code that computes apart. */
export function privateVerdicts(engine: string): Verdicts {
  const folder = async () =>
    await (await navigator.storage.getDirectory()).getDirectoryHandle(VERDICTS, { create: true });
  const nameOf = async (key: string) => {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${engine} ${key}`));
    return `${[...new Uint8Array(digest).slice(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}.json`;
  };
  return {
    async read(key) {
      try {
        const parsed = v.safeParse(Verdict, await readJsonFile(await folder(), await nameOf(key)));
        return parsed.success ? parsed.output : null;
      } catch {
        return null;
      }
    },
    async write(key, verdict) {
      try {
        await writeFile(await folder(), await nameOf(key), [JSON.stringify(verdict)]);
      } catch {
        // A full disk, a private window: then it is looked at again.
      }
    },
  };
}
