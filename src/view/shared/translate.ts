import type en from '../../../public/_locales/en/messages.json';

/** A key of public/_locales. */
export type MessageKey = keyof typeof en;

/** The message in the reader's language; `$1` … are replaced in order. */
export type Translate = (key: MessageKey, substitutions?: string[]) => string;
