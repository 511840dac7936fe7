/** Every cap on what crosses between the parts, with its reason, in one place. Lengths are UTF-16 units. */

/**
 * Of a longer selection as many whole sentences are read at once (cut.ts); the reader goes on to the rest. Some thirty
 * pages, analysed in a few dozen milliseconds; a longer message is refused.
 */
export const MAX_TEXT = 30_000;

/** Words masked at once: each adjacent run is one beam search. */
export const MAX_MASKED_WORDS = 64;

/** Files of a model or a dictionary that are handed over at once; a model has a dozen. */
export const MAX_FILES = 200;

/** Of a model, as on the hub or the user's own, and of a dictionary, as mecab_kwargs has it. */
export const MAX_MODEL_NAME = 120;
export const MAX_DICTIONARY_NAME = 40;

/** A model reads no more of a text at once. */
export { CONTEXT_POSITIONS } from '../predictions/masks.ts';

/** Candidates a surface may ask for. */
export const MAX_CANDIDATES = 50;

/** Between what the settings let it be: text relative to the browser's own, and the candidates shown for a blank. */
export const TEXT_SIZE = { least: 0.75, most: 2 } as const;
export const SHOWN_CANDIDATES = { least: 3, most: 20 } as const;

/**
 * The panel splits text into sentences no longer than this, and leaves a single word out that is; what is scored in one
 * request can be aborted soon.
 */
export const MAX_SENTENCE = 400;

/** Text parsed at once: a tree of its bunsetsu takes time with the third power of their number. */
export const MAX_PARSED = 500;

/** Words or particles set side by side in one place: more fit on no screen. */
export const MAX_ALTERNATIVES = 20;

/** IPADIC's longest name of a part of speech has 14 characters; other dictionaries have their own. */
export const MAX_PART = 60;

/** Words whose meanings are asked for at once: those of a blank's candidates, or of what can be seen of a text. */
export const MAX_ASKED_WORDS = 100;

/**
 * Rubies of the page that a selection brings, of MAX_TEXT units together (cut.ts): what one call may send in all has
 * room for no more. The longest text with one over every word would have twice as many; over the rest stands what the
 * dictionary says.
 */
export const MAX_RUBIES = 5_000;

/**
 * Host names in a list of sites; one has 253 characters at most (RFC 1035, 2.3.4). Each is looked at when a page is: a
 * list without end would hold up every page.
 */
export const MAX_SITE = 253;
export const MAX_SITES = 500;

/** A word of the user's own, and how many of them are kept: a list that somebody has collected, not a dictionary. */
export const MAX_OWN_WORD = 60;
export const MAX_OWN_WORDS = 5_000;
