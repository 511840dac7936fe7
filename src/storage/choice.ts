import { browser } from '../extension/browser.ts';

const KEY = 'model';

/**
 * The model the user has chosen, as it is kept beside the settings: where the browser has thrown the models away, the
 * choice with them, this tells that there was one. Null for the built-in one.
 */
export async function readChoice(): Promise<string | null> {
  const { [KEY]: name } = await browser.storage.local.get(KEY);
  return typeof name === 'string' ? name : null;
}

/** @param name Null for the built-in model. */
export async function writeChoice(name: string | null): Promise<void> {
  await (name === null ? browser.storage.local.remove(KEY) : browser.storage.local.set({ [KEY]: name }));
}
