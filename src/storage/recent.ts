import * as v from 'valibot';

/**
 * A text that was read: what it says, when (milliseconds since 1970), and in which tab of which session of the browser,
 * where it was one.
 */
export const HistoryEntry = v.object({
  text: v.string(),
  at: v.number(),
  tab: v.optional(v.number()),
  session: v.optional(v.string()),
});
export type HistoryEntry = v.InferOutput<typeof HistoryEntry>;

export const MAX_ENTRIES = 50;
/** Of one tab: with every press of the user's a page can have a text of its own read, and would push out all others. */
export const MAX_OF_A_TAB = 25;

/**
 * The list with `entry` at its head; the same text is there once. Beyond the limits the oldest go, of the same tab
 * first.
 */
export function withNewest(entries: readonly HistoryEntry[], entry: HistoryEntry): HistoryEntry[] {
  const { text, tab, session } = entry;
  let ofTab = 0;
  const isOfTab = (each: HistoryEntry) => tab !== undefined && each.tab === tab && each.session === session;
  const isKept = (each: HistoryEntry) => !isOfTab(each) || ++ofTab <= MAX_OF_A_TAB;
  return [entry, ...entries.filter((each) => each.text !== text)].filter(isKept).slice(0, MAX_ENTRIES);
}
