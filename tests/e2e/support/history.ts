/**
 * In a page or worker of the extension: whether recent texts are kept. They are encrypted; where there are none there
 * is no file.
 */
export const KEPT = `navigator.storage.getDirectory()
  .then((own) => own.getDirectoryHandle('history'))
  .then((folder) => folder.getFileHandle('content'))
  .then(() => true, () => false)`;

/** In a page or worker of the extension: forgets recent texts. */
export const FORGET = `navigator.storage.getDirectory().then((own) => own.removeEntry('history', { recursive: true })).catch(() => {})`;
