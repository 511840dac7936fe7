import * as v from 'valibot';
import type { Prediction } from '../protocol/analysis.ts';
import { Latest } from '../protocol/protocol.ts';
import { browser } from '../extension/browser.ts';
import { eraseSession, lastErasure, type Erasure } from './erased.ts';
import { pack, unpack } from './packed.ts';

/**
 * The newest analysis, kept in storage.session: it outlives the background worker but not the browser, and never
 * touches the disk. As one string of JSON: the browser turns objects into its own values property by property, which
 * takes longer than the analysis itself. A long one is packed: the storage holds 10 MB (Chrome, Firefox), and an
 * analysis of 30,000 characters is some 10 million.
 */
const KEY = 'latest';

/** JSON of more UTF-16 units than this is packed. */
const LONG = 500_000;

/** Null where there is none yet, or it is of another version. */
export async function readLatest(): Promise<Latest | null> {
  return await parse((await browser.storage.session.get(KEY))[KEY]);
}

/**
 * Keeps an analysis as the newest, unless all was erased while it was made.
 * @param erasure The last one when it was asked for.
 */
export async function keepAnalysis(analysed: Omit<Latest, 'prediction'>, erasure: Erasure): Promise<void> {
  await holdLock(async () => {
    if ((await lastErasure()) === erasure) await keep({ ...analysed, prediction: null });
  });
}

/** Joins a prediction to the analysis it belongs to; one for a text that is no longer the newest is dropped. */
export async function keepPrediction(text: string, prediction: Prediction, asked?: Latest['asked']): Promise<void> {
  await holdLock(async () => {
    const latest = await readLatest();
    if (latest?.analysis.text === text) await keep({ ...latest, prediction, asked });
  });
}

/** Erases all that is kept for the session; what is being packed is kept before, and erased with it. */
export const eraseLatest = (): Promise<void> => holdLock(eraseSession);

/** Calls `listener` with every newer analysis, from whichever surface it comes. */
export function onLatestChange(listener: (latest: Latest) => void): void {
  let changed = 0;
  browser.storage.session.onChanged.addListener((changes) => {
    const change = ++changed;
    void parse(changes[KEY]?.newValue).then((latest) => {
      // A long one may be read only after what came later.
      if (latest && change === changed) listener(latest);
    });
  });
}

/**
 * One after the other, in the order asked for: packing takes long, and a prediction is joined to what has been read.
 */
const holdLock = (work: () => Promise<void>): Promise<void> => navigator.locks.request(KEY, work);

async function keep(latest: Latest): Promise<void> {
  const json = JSON.stringify(latest);
  await browser.storage.session.set({ [KEY]: json.length > LONG ? { packed: await pack(json) } : json });
}

const Json = v.pipe(v.string(), v.parseJson(), Latest);
const Packed = v.object({ packed: v.string() });

async function parse(stored: unknown): Promise<Latest | null> {
  const packed = v.safeParse(Packed, stored);
  const json = packed.success ? await unpack(packed.output.packed).catch(() => null) : stored;
  const parsed = v.safeParse(Json, json);
  return parsed.success ? parsed.output : null;
}
