import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { hearFirst, type FirstEvents } from '../../../src/selection/first.ts';

let window: EventTarget;
let events: FirstEvents;

beforeEach(() => {
  vi.stubGlobal(
    'MutationObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  window = new EventTarget();
  events = hearFirst({ defaultView: window } as unknown as Document);
});
afterEach(() => {
  events.close();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it('an event is heard by everyone, also where one fails, which is said once', () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const failure = new Error('not heard');
  const heard: string[] = [];
  events.on(['pointerdown', 'keydown'], ({ type }) => heard.push(`before ${type}`));
  events.on(['pointerdown', 'keydown'], () => {
    throw failure;
  });
  events.on(['pointerdown', 'keydown'], ({ type }) => heard.push(`after ${type}`));
  for (const type of ['pointerdown', 'keydown']) window.dispatchEvent(new Event(type));
  expect(heard).toEqual(['before pointerdown', 'after pointerdown', 'before keydown', 'after keydown']);
  expect(said.mock.calls).toEqual([[failure]]);
});
