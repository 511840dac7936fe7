import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../node/paths.ts';
import type { ExtensionBrowser } from './launch.ts';

const WEIGHTS = join(root, 'dist/chrome/models/default/model.safetensors');

/**
 * Once the model is prepared it is kept, and the package's weights are not read again. Whoever ran it may hold its
 * files for a moment yet.
 */
const FORGET = `(async () => {
  const own = await navigator.storage.getDirectory();
  for (;;) {
    try {
      return await own.removeEntry('built-in', { recursive: true });
    } catch (error) {
      if (error.name === 'NotFoundError') return;
      if (error.name !== 'NoModificationAllowedError') throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
})()`;

/** Leaves the built extension in a browser without its model's weights, as a damaged installation is. */
export async function takeModelAway({ killOffscreen, worker }: ExtensionBrowser): Promise<void> {
  await rename(WEIGHTS, `${WEIGHTS}.away`);
  await killOffscreen();
  await (await worker()).evaluate(FORGET);
}

/** Undoes that. */
export async function bringModelBack({ killOffscreen }: ExtensionBrowser): Promise<void> {
  await rename(`${WEIGHTS}.away`, WEIGHTS);
  await killOffscreen();
}
