import * as v from 'valibot';
import type { Analysis, Prediction } from '../protocol/analysis.ts';
import { Latest } from '../protocol/protocol.ts';
import { browser } from '../extension/browser.ts';

/**
 * The newest analysis, kept in storage.session: it outlives the background worker but not the browser, and never touches the disk.
 * As one string of JSON: the browser turns objects into its own values property by property, which takes longer than the analysis itself.
 */
const KEY = 'latest';

export async function readLatest(): Promise<Latest | null> {
  return parse((await browser.storage.session.get(KEY))[KEY]);
}

/** @param field The frame whose field the text stands in. */
export async function keepAnalysis(analysis: Analysis, field: Latest['field']): Promise<void> {
  await keep({ analysis, prediction: null, ...(field && { field }) });
}

/** Joins a prediction to the analysis it belongs to; one for a text that is no longer the newest is dropped. */
export async function keepPrediction(text: string, prediction: Prediction): Promise<void> {
  const latest = await readLatest();
  if (latest?.analysis.text === text) await keep({ ...latest, prediction });
}

/** Calls `listener` with every newer analysis, from whichever surface it comes. */
export function onLatestChange(listener: (latest: Latest) => void): void {
  browser.storage.session.onChanged.addListener((changes) => {
    const latest = parse(changes[KEY]?.newValue);
    if (latest) listener(latest);
  });
}

async function keep(latest: Latest): Promise<void> {
  await browser.storage.session.set({ [KEY]: JSON.stringify(latest) });
}

const Stored = v.pipe(v.string(), v.parseJson(), Latest);

function parse(stored: unknown): Latest | null {
  const parsed = v.safeParse(Stored, stored);
  return parsed.success ? parsed.output : null;
}
