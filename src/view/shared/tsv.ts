/**
 * A field of a table whose fields are apart by tabs, as spreadsheets and Anki read it: in quotes, and its own doubled,
 * where it would end earlier than it does, begin a quoted field, or make its line a comment.
 */
export const tsvField = (field: string): string =>
  /[\t\r\n]|^["#]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
