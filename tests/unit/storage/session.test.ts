import { expect, it, vi } from 'vitest';

const kept = new Map<string, unknown>();
const session = {
  get: async (key: string) => ({ [key]: kept.get(key) }),
  set: async (values: Record<string, unknown>) => {
    for (const [key, value] of Object.entries(values)) kept.set(key, value);
  },
};
vi.mock('../../../src/extension/browser.ts', () => ({ browser: { storage: { session } } }));

it('begins once, however often the background starts', async () => {
  const { beginSession } = await import('../../../src/storage/session.ts');
  expect([await beginSession(), await beginSession()]).toEqual([true, false]);
});
