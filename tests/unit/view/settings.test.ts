import { expect, it, vi } from 'vitest';
import { defaultViewSettings, liveSettings, type ViewSettings } from '../../../src/view/shared/settings.ts';

it('hands on what is changed here, hears what is changed elsewhere, and ends both', () => {
  const kept = vi.fn();
  const unwatch = vi.fn();
  let elsewhere: (changes: Partial<ViewSettings>) => void = () => {};
  const live = liveSettings({
    onSettings: kept,
    watchSettings(listener) {
      elsewhere = listener;
      return unwatch;
    },
  });
  const heard = vi.fn();
  const unsubscribe = live.subscribe(heard);

  live.change({ candidates: 10 });
  expect(kept).toHaveBeenCalledExactlyOnceWith({ candidates: 10 });
  expect(live.read()).toEqual({ ...defaultViewSettings, candidates: 10 });

  elsewhere({ theme: 'dark' });
  expect(live.read()).toMatchObject({ candidates: 10, theme: 'dark' });
  expect(kept).toHaveBeenCalledOnce();
  expect(heard).toHaveBeenCalledTimes(2);

  unsubscribe();
  live.close();
  expect(unwatch).toHaveBeenCalledOnce();
  live.change({ theme: 'light' });
  expect(heard).toHaveBeenCalledTimes(2);
});
