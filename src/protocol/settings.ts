import { strictnesses } from '../predictions/results.ts';
import * as v from 'valibot';
import { MAX_OWN_WORD, MAX_OWN_WORDS, MAX_SITE, MAX_SITES, SHOWN_CANDIDATES, TEXT_SIZE } from './limits.ts';

export { strictnesses };

/** A list of texts; one that cannot be an entry costs the list nothing else, a list that is too long is none. */
const listOf = (maxLength: number, maxEntry: number) =>
  v.fallback(
    v.pipe(
      v.array(v.unknown()),
      v.maxLength(maxLength),
      v.transform((entries) =>
        entries.filter(
          (entry): entry is string => typeof entry === 'string' && entry !== '' && entry.length <= maxEntry,
        ),
      ),
    ),
    [],
  );

/**
 * What the user has set. Every field falls back to its default by itself, so that a value of an older or newer version,
 * or a damaged one, costs only that field.
 */
export const Settings = v.object({
  /** When the tooltip opens: at once, by a small button beside the selection, or only by shortcut or context menu. */
  trigger: v.fallback(v.picklist(['select', 'button', 'command']), 'select'),
  /** `page`: the tooltip is dark where the page is; the extension's own pages are as the system. */
  theme: v.fallback(v.picklist(['system', 'page', 'light', 'dark']), 'system'),
  /** Relative to the browser's own text size. */
  textSize: v.fallback(v.pipe(v.number(), v.minValue(TEXT_SIZE.least), v.maxValue(TEXT_SIZE.most)), 1),
  /** Candidates shown for a blank. */
  candidates: v.fallback(
    v.pipe(v.number(), v.integer(), v.minValue(SHOWN_CANDIDATES.least), v.maxValue(SHOWN_CANDIDATES.most)),
    5,
  ),
  /** Candidates of any class, by probability alone; else those of the class that is written there come first. */
  anyClass: v.fallback(v.boolean(), false),
  /** Word pieces and their ids under every word. */
  pieces: v.fallback(v.boolean(), false),
  /** What belongs to one word is drawn as one: its morphemes without gaps. */
  grouped: v.fallback(v.boolean(), true),
  /** Short English meanings of words and candidates. */
  meanings: v.fallback(v.boolean(), true),
  /** Keep recent analyses (never those of private windows). */
  history: v.fallback(v.boolean(), true),
  /** Host names where nothing opens by itself. */
  sitesOff: listOf(MAX_SITES, MAX_SITE),
  /** Rules on exact words, too, in the side panel. */
  rules: v.fallback(v.boolean(), false),
  /** Host names where what is being written is looked at by itself. */
  writingSites: listOf(MAX_SITES, MAX_SITE),
  /** In the side panel words have no colour by their surprise: only what may be a slip is marked. */
  findingsOnly: v.fallback(v.boolean(), false),
  /** How sure the side panel is to be before it points at a slip. */
  strictness: v.fallback(v.picklist(strictnesses), 'balanced'),
  /** What is no slip, whatever the model thinks: words of the user's own. */
  ownWords: listOf(MAX_OWN_WORDS, MAX_OWN_WORD),
});
export type Settings = v.InferOutput<typeof Settings>;

export const defaultSettings: Settings = v.parse(Settings, {
  trigger: null,
  theme: null,
  textSize: null,
  candidates: null,
  anyClass: null,
  pieces: null,
  grouped: null,
  meanings: null,
  history: null,
  sitesOff: null,
  rules: null,
  writingSites: null,
  findingsOnly: null,
  strictness: null,
  ownWords: null,
});

/** Settings from whatever was stored. */
export function parseSettings(stored: unknown): Settings {
  return v.parse(Settings, { ...defaultSettings, ...(typeof stored === 'object' ? stored : null) });
}
