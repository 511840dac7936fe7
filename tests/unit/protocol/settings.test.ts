import { expect, it } from 'vitest';
import { MAX_SITES } from '../../../src/protocol/limits.ts';
import { defaultSettings, parseSettings } from '../../../src/protocol/settings.ts';

const sites = (count: number) => Array.from({ length: count }, (_, i) => `${i}.example`);

it('has the defaults for what was never set', () => {
  for (const stored of [undefined, null, 7, 'x', [], {}]) expect(parseSettings(stored)).toEqual(defaultSettings);
});

it('loses no more than the field that cannot be read', () => {
  expect(parseSettings({ theme: 'pink', candidates: 7, textSize: 'big', sitesOff: 'a.example' })).toEqual({
    ...defaultSettings,
    candidates: 7,
  });
});

it('loses no more of a list than what is no entry of it', () => {
  const { sitesOff, ownWords } = parseSettings({ sitesOff: ['a.example', 3, '', 'b.example'], ownWords: ['', '貴社'] });
  expect(sitesOff).toEqual(['a.example', 'b.example']);
  expect(ownWords).toEqual(['貴社']);
});

// Whoever has taken over a page's process can write them, and every page looks at them.
it.each(['sitesOff', 'writingSites'] as const)('takes no list of %s that would stop every page', (list) => {
  expect(parseSettings({ [list]: sites(MAX_SITES) })[list]).toHaveLength(MAX_SITES);
  expect(parseSettings({ [list]: sites(MAX_SITES + 1) })[list]).toEqual([]);
  expect(parseSettings({ [list]: ['a'.repeat(254)] })[list]).toEqual([]);
});
