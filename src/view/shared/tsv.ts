/**
 * A field of a table whose fields are apart by tabs, as spreadsheets and Anki read it: in quotes, and its own doubled,
 * where it would end earlier than it does, begin a quoted field, or make its line a comment.
 */
export const tsvField = (field: string): string =>
  /[\t\r\n]|^["#]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;

/** How spreadsheets know a formula; Japanese ones take the wide signs, too. */
const FORMULA = /^\s*[=+\-@＝＋－＠]/;
/** What begins like one and is none. */
const SIGNED_NUMBER = /^[+\-＋－][\d０-９]+(?:[.．][\d０-９]+)?$/;

/**
 * A field that no spreadsheet takes for a formula, which a page could have written to be run there: with a ' before it,
 * as OWASP advises against CSV injection.
 */
export const unformulated = (field: string): string =>
  FORMULA.test(field) && !SIGNED_NUMBER.test(field) ? `'${field}` : field;
