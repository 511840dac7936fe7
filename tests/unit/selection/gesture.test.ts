import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FirstEvents } from '../../../src/selection/first.ts';
import { watchGesture, type Gesture } from '../../../src/selection/gesture.ts';

let gesture: Gesture;
let send: (type: string, more?: object) => void;
const window = new EventTarget();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const listeners: { types: readonly string[]; listener: (event: Event) => void }[] = [];
  const events: FirstEvents = {
    on(types, listener) {
      listeners.push({ types, listener });
      return () => {};
    },
    close() {},
  };
  gesture = watchGesture(events);
  send = (type, more = {}) => {
    const event = {
      type,
      isTrusted: true,
      button: 0,
      buttons: 1,
      pointerType: 'mouse',
      currentTarget: window,
      ...more,
    };
    for (const { types, listener } of listeners) if (types.includes(type)) listener(event as unknown as Event);
  };
});
afterEach(() => {
  vi.useRealTimers();
});

/** Whether what is selected so long after (ms) is the user's doing. */
const after = (milliseconds: number) => {
  vi.advanceTimersByTime(milliseconds);
  return gesture.isRecent();
};

it("a selection is the user's while the button is held, and a moment longer", () => {
  expect(gesture.isRecent()).toBe(false);
  send('pointerdown');
  expect(after(5_000)).toBe(true);
  send('pointermove');
  expect(after(3_000)).toBe(true);
  send('pointerup', { buttons: 0 });
  expect([after(900), after(200)]).toEqual([true, false]);
});

it('a press of another button is over, its release reported or not', () => {
  send('pointerdown', { button: 2, buttons: 2 });
  expect([after(900), after(200)]).toEqual([true, false]);
});

it.each<[string, () => void, number]>([
  ['the menu that it opens', () => send('contextmenu', { buttons: 0 }), 10_000],
  ['the window losing the focus', () => send('blur', { target: window }), 1_000],
  ['a move without it', () => send('pointermove', { buttons: 0 }), 1_000],
  ['nothing', () => {}, 10_000],
])('a press whose release nobody reports is ended by %s', (_, ends, within) => {
  send('pointerdown');
  ends();
  expect([after(within - 100), after(200)]).toEqual([true, false]);
});

it('a field that loses the focus, or a script, ends no press', () => {
  send('pointerdown');
  send('blur', { target: new EventTarget() });
  send('blur', { target: window, isTrusted: false });
  send('pointermove', { buttons: 0, isTrusted: false });
  expect(after(2_000)).toBe(true);
});

describe('selects', () => {
  const key = (name: string, more = {}) => {
    send('keydown', { key: name, shiftKey: false, ctrlKey: false, metaKey: false, ...more });
    return gesture.isSelecting();
  };

  it.each<[string, object, boolean]>([
    ['Shift', { shiftKey: true }, true],
    ['ArrowLeft', { shiftKey: true }, true],
    ['a', { ctrlKey: true }, true],
    ['A', { metaKey: true }, true],
    ['F', { ctrlKey: true, shiftKey: true }, true],
    ['ф', { code: 'KeyA', ctrlKey: true }, true],
    ['ش', { code: 'KeyA', metaKey: true }, true],
    ['А', { code: 'KeyF', ctrlKey: true, shiftKey: true }, true],
    ['q', { code: 'KeyA', ctrlKey: true }, false],
    ['ф', { code: 'KeyA' }, false],
    ['я', { code: 'KeyZ', ctrlKey: true }, false],
    ['ArrowLeft', {}, false],
    ['z', { ctrlKey: true }, false],
    ['Z', { metaKey: true, shiftKey: true }, false],
    ['Tab', {}, false],
    ['v', {}, false],
  ])('with the key %s, %o: %s', (name, more, selects) => expect(key(name, more)).toBe(selects));

  it('with the pointer, and no more once something is written, by a menu or by undo', () => {
    send('contextmenu', { buttons: 0 });
    expect(gesture.isSelecting()).toBe(true);
    send('input');
    expect([gesture.isSelecting(), gesture.isRecent()]).toEqual([false, true]);
    send('pointerdown');
    send('input', { isTrusted: false });
    expect(gesture.isSelecting()).toBe(true);
  });
});
