import { openPlace } from '../library/places.ts';
import { mark } from '../library/stuck.ts';

/**
 * Marks an installed model as one that hangs, so that it is not used again until the user chooses it anew. @param id Of
 * the installation.
 */
export async function markStuck(id: string): Promise<void> {
  await mark(await (await openPlace('models')).getDirectoryHandle(id));
}
