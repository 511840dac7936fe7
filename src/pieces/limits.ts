/** More than any model for Japanese has (XLM-RoBERTa 250,002); each takes up some hundred bytes. */
export const MAX_PIECES = 300_000;

/** How many special tokens and tokens that were added to them there may be: they are looked for in every text. */
export const MAX_ADDED_TOKENS = 10_000;

/** UTF-16 units such a token may have: `[unused99]` is a long one. */
export const MAX_TOKEN = 100;

/** No piece has this id, nor one above it. */
export const MAX_ID = MAX_PIECES + MAX_ADDED_TOKENS;
