import { expect, it, vi } from 'vitest';
import { handEvents, type Handing } from '../../../src/view/tooltip/handing.ts';

it('an event that cannot be handed on does not reach the page', () => {
  let hear: (event: Event) => void;
  handEvents({
    root: new EventTarget(),
    events: { on: (_: unknown, listener: typeof hear) => ((hear = listener), () => {}) },
  } as unknown as Handing);
  const stopImmediatePropagation = vi.fn<() => void>();
  const failing = {
    type: 'pointerdown',
    stopImmediatePropagation,
    composedPath() {
      throw new Error('no path');
    },
  };
  expect(() => hear(failing as unknown as Event)).toThrow('no path');
  expect(stopImmediatePropagation).toHaveBeenCalledOnce();
});
