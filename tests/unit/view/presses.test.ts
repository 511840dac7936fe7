import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchPresses, type Presses } from '../../../src/view/tooltip/presses.ts';

let body: HTMLElement;
let presses: Presses;
/** Presses now, or when it is said. */
const press = (inside: boolean, detail = 1, timeStamp = performance.now()) => {
  presses.down({ detail, timeStamp } as MouseEvent, inside);
  return presses.count();
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 16));
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
  body = { dataset: {}, ownerDocument: { defaultView: globalThis } } as unknown as HTMLElement;
  presses = watchPresses(body);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const shown = () => {
  presses.renew();
  vi.advanceTimersByTime(400);
};

describe('a press counts', () => {
  it('once what is pressed has stood still, and says so', () => {
    expect(press(true)).toBe(false);
    presses.renew();
    vi.advanceTimersByTime(250);
    expect([press(true), body.dataset['still']]).toEqual([false, undefined]);
    vi.advanceTimersByTime(150);
    expect([press(true), body.dataset['still']]).toEqual([true, '']);
    presses.renew();
    expect([presses.count(), press(true), body.dataset['still']]).toEqual([false, false, undefined]);
  });

  it('by when it was made, not by when it is heard', () => {
    presses.renew();
    const early = performance.now() + 100;
    vi.advanceTimersByTime(1_000);
    expect(press(true, 1, early)).toBe(false);
  });

  it('if all of a double click is inside', () => {
    shown();
    expect([press(true, 1), press(true, 2), press(true, 3)]).toEqual([true, true, true]);
    expect([press(false, 1), press(true, 2), press(true, 3), press(true, 1)]).toEqual([false, false, false, true]);
  });

  it('if none of a double click came before', () => {
    shown();
    expect(press(true, 2)).toBe(false);
    press(true, 1);
    shown();
    expect([press(true, 2), press(true, 1), press(true, 2)]).toEqual([false, true, true]);
  });
});
