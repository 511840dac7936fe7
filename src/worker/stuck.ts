import { mark, STORE_FOLDER } from '../library/stuck.ts';

/** Marks an installed model as one that hangs, so that it is not used again until the user chooses it anew. @param id Of the installation. */
export async function markStuck(id: string): Promise<void> {
  const store = await (await navigator.storage.getDirectory()).getDirectoryHandle(STORE_FOLDER);
  await mark(await store.getDirectoryHandle(id));
}
