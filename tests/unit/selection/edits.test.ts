import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SelectedText } from '../../../src/selection/capture.ts';
import { watchEdits } from '../../../src/selection/edits.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('HTMLFormElement', class {});
});
afterEach(() => vi.useRealTimers());

/** A field with a text selected in it, whose user is heard to write. */
function setUp() {
  const window = Object.assign(new EventTarget(), {
    setTimeout: setTimeout.bind(globalThis),
    clearTimeout: clearTimeout.bind(globalThis),
  });
  const field = { text: '友達' };
  const within = { ownerDocument: { defaultView: window, activeElement: null } };
  const editable = { readCurrent: () => field.text, selectCurrent: () => {} };
  const selected = { within, text: field.text, editable, isSelected: () => true } as unknown as SelectedText;
  const onEdited = vi.fn();
  const edits = watchEdits(selected, {} as Element, { onRead: () => {}, onEdited });
  const write = (text: string) => {
    field.text = text;
    window.dispatchEvent(new Event('input'));
    vi.runAllTimers();
  };
  return { edits, write, onEdited };
}

it("what is carried out is not the user's doing", async () => {
  const { edits, write, onEdited } = setUp();
  await edits.carryOut(async () => write('家族'));
  expect(onEdited).not.toHaveBeenCalled();
  write('兄弟');
  expect(onEdited).toHaveBeenCalledOnce();
});

it('what the user writes is heard after something has failed', async () => {
  const { edits, write, onEdited } = setUp();
  await expect(edits.carryOut(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  write('家族');
  expect(onEdited).toHaveBeenCalledOnce();
});
