import { browser } from '../extension/browser.ts';
import { forgetAll, readHistory } from './history.ts';
import { removeFile } from './sealed.ts';

/** What is kept on this machine: recent analyses, the bytes of everything stored (UTF-8 of its JSON), and those of the built-in model as it was prepared. */
export async function storedAmount(): Promise<{ recent: number; bytes: number; preparedBytes: number }> {
  const [history, everything, preparedBytes] = await Promise.all([
    readHistory(),
    browser.storage.local.get(null),
    sizeOfPrepared(),
  ]);
  const sizeOf = (kept: object) =>
    Object.keys(kept).length === 0 ? 0 : new TextEncoder().encode(JSON.stringify(kept)).length;
  const bytes = sizeOf(everything) + sizeOf(history);
  return { recent: history.length, bytes, preparedBytes };
}

/** Of `TestMemory`, which other parts of the extension write. */
const PREPARED = 'self-tests';

async function sizeOfPrepared(): Promise<number> {
  let bytes = 0;
  try {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(PREPARED);
    for await (const handle of folder.values()) if (handle.kind === 'file') bytes += (await handle.getFile()).size;
  } catch {
    // Not there, or just being erased; a private window has none.
  }
  return bytes;
}

/** Erases all we ever stored, settings included, but for the models, which their store erases. Throws where something is left. */
export async function eraseEverything(): Promise<void> {
  await Promise.all([browser.storage.local.clear(), browser.storage.session.clear(), forgetAll(), forgetPrepared()]);
}

/** What was prepared, and what was measured (`worker/verdicts.ts`). */
async function forgetPrepared(): Promise<void> {
  for (const folder of [PREPARED, 'verdicts']) await removeFile(folder);
}
