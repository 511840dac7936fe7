/**
 * Puts text on the clipboard; to be called while a click or key is being handled. Pages served without encryption have
 * no clipboard object, and some forbid it by policy: there the old command still copies.
 */
export async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

function copyByCommand(text: string): boolean {
  let copied = false;
  const onCopy = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData?.clearData();
    event.clipboardData?.setData('text/plain', text);
    copied = true;
  };
  // A page that listened on the window before may put something else there and keep the event to itself: then nothing
  // of ours was copied.
  window.addEventListener('copy', onCopy, { capture: true });
  try {
    return document.execCommand('copy') && copied;
  } finally {
    window.removeEventListener('copy', onCopy, { capture: true });
  }
}
