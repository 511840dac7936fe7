import { expect, it, vi } from 'vitest';
import { parseSettings } from '../../../src/protocol/settings.ts';
import { defaultViewSettings, liveSettings, type ViewSettings } from '../../../src/view/shared/settings.ts';

it('hands on what is changed here, hears what is changed elsewhere, and ends both', () => {
  const kept = vi.fn();
  const unwatch = vi.fn();
  let elsewhere: (settings: ViewSettings) => void = () => {};
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
  expect(live.current()).toEqual({ ...defaultViewSettings, candidates: 10 });

  elsewhere({ ...live.current(), theme: 'dark' });
  expect(live.current()).toMatchObject({ candidates: 10, theme: 'dark' });
  expect(kept).toHaveBeenCalledOnce();
  expect(heard).toHaveBeenCalledTimes(2);

  unsubscribe();
  live.close();
  expect(unwatch).toHaveBeenCalledOnce();
  live.change({ theme: 'light' });
  expect(heard).toHaveBeenCalledTimes(2);
});

it.each(['sitesOff', 'writingSites'] as const)('takes no list of %s that no settings page has made', (list) => {
  const sites = (count: number, length = 10) => Array.from({ length: count }, (_, i) => `${i}`.padStart(length, 'a'));
  expect(parseSettings({ [list]: sites(2_000), candidates: 7 })).toMatchObject({ [list]: sites(2_000), candidates: 7 });
  for (const long of [sites(250_000), sites(1, 1_000)])
    expect(parseSettings({ [list]: long, candidates: 7 })).toMatchObject({ [list]: [], candidates: 7 });
});
