import * as v from 'valibot';
import { announcementsOn } from '../library/announcements.ts';
import { erasePlace, type Place } from '../library/places.ts';
import { lastErasure, type Erasure } from './erased.ts';
import { formerHistory } from './former-history.ts';
import { HistoryEntry, MAX_ENTRIES, withNewest } from './recent.ts';
import { sealedFile } from './sealed.ts';
import { sessionName } from './session.ts';

/**
 * Recent texts, newest first, on this machine only; the analysis is quickly made again. They are in the private file
 * system, which belongs to the extension's own origin: content scripts, whose process a page may have taken over, reach
 * storage.local but not this.
 */
const PLACE: Place = 'history';
/**
 * UTF-16 units kept of a text: what identifies a selection in a list; longer ones are not kept for a second reading.
 */
const MAX_KEPT = 1000;

const Entries = v.array(HistoryEntry);
const File = v.fallback(v.pipe(v.string(), v.parseJson(), Entries), []);

const file = sealedFile(PLACE);
/** That a text has been put on the list. */
const added = announcementsOn('history');

/** Empty where nothing can be kept, as in a private window of Firefox. */
export const readHistory = (): Promise<HistoryEntry[]> => holdLock(read).catch(() => []);

/**
 * Puts a text at the head of the list; one that is there already moves. None where all was erased since it was read.
 * @param erasure The last one when it was asked for.
 */
export async function remember(text: string, erasure: Erasure, tab?: number): Promise<void> {
  if (text.length > MAX_KEPT) return;
  await holdLock(async () => {
    if ((await lastErasure()) !== erasure) return;
    const before = await read();
    const place = tab === undefined ? {} : { tab, session: await sessionName() };
    const after = withNewest(before, { text, at: Date.now(), ...place });
    // What falls off is erased as what the user forgets.
    const stays = new Set(after.map((entry) => entry.text));
    await write(
      after,
      before.some((entry) => !stays.has(entry.text)),
    );
  });
  added.announce();
}

/** Calls `listener` whenever another page or the background has put a text on the list. */
export const onRemembered = added.onAnnounced;

/** Takes a text off the list, so that nobody can read it any more. */
export async function forget(text: string): Promise<void> {
  await holdLock(async () =>
    write(
      (await read()).filter((entry) => entry.text !== text),
      true,
    ),
  );
}

/** Throws where something is left. */
export async function forgetAll(): Promise<void> {
  // The former first: who reads takes over what is left of it.
  await holdLock(async () => await (await formerHistory())?.remove());
  await erasePlace(PLACE);
}

async function read(): Promise<HistoryEntry[]> {
  const entries = v.parse(File, await file.read());
  const former = await formerHistory();
  if (!former) return entries;
  const own = new Set(entries.map(({ text }) => text));
  const all = [...entries, ...v.parse(v.fallback(Entries, []), former.entries).filter(({ text }) => !own.has(text))];
  const kept = all.sort((a, b) => b.at - a.at).slice(0, MAX_ENTRIES);
  await write(kept);
  await former.remove();
  return kept;
}

const write = (entries: readonly HistoryEntry[], renew = false): Promise<void> =>
  file.write(JSON.stringify(entries), renew);

/** Several pages may read and write at the same time. */
const holdLock = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request(PLACE, work) as Promise<T>;
