import { browser } from '../extension/browser.ts';
import { bytesAt, erasePlaces } from '../library/places.ts';
import { forgetAll, readHistory } from './history.ts';
import { eraseLatest } from './latest.ts';
import { eraseSettings } from './settings.ts';

/** What is kept on this machine. */
export interface StoredAmount {
  /** Recent analyses. */
  readonly recent: number;
  /** Bytes of settings and recent analyses, as UTF-8 of their JSON. */
  readonly bytes: number;
  /** Bytes of added models, begun downloads and dictionaries. */
  readonly modelBytes: number;
  /** Bytes of the built-in model as it was prepared. */
  readonly preparedBytes: number;
}

/** Reads how much that is now. */
export async function storedAmount(): Promise<StoredAmount> {
  const [history, settings, models, dictionaries, preparedBytes] = await Promise.all([
    readHistory(),
    browser.storage.local.get(null),
    bytesAt('models'),
    bytesAt('dictionaries'),
    bytesAt('built-in'),
  ]);
  const sizeOf = (kept: object) =>
    Object.keys(kept).length === 0 ? 0 : new TextEncoder().encode(JSON.stringify(kept)).length;
  return {
    recent: history.length,
    bytes: sizeOf(settings) + sizeOf(history),
    modelBytes: models + dictionaries,
    preparedBytes,
  };
}

/**
 * Erases all we ever stored, but that no recent texts are to be kept: settings, recent texts, models, dictionaries.
 * @throws Where something is left, when all the rest is gone.
 */
export async function eraseEverything(): Promise<void> {
  // First, for what is being kept meanwhile looks there.
  const session = eraseLatest();
  await session.catch(() => {});
  const erasing = [session, eraseSettings(), forgetAll(), erasePlaces()];
  for (const end of await Promise.allSettled(erasing)) if (end.status === 'rejected') throw end.reason;
}
