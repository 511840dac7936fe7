/** More than any model for Japanese has (XLM-RoBERTa 250,002); each takes up some hundred bytes. */
export const MAX_PIECES = 300_000;

/** How many tokens may have been added to them: they are looked for in every text. */
export const MAX_ADDED_TOKENS = 10_000;

/** No piece has this id, nor one above it. */
export const MAX_ID = MAX_PIECES + MAX_ADDED_TOKENS;
