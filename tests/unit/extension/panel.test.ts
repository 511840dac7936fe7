import { afterEach, expect, it, vi } from 'vitest';

const url = 'moz-extension://id/panel.html';
const made: unknown[] = [];
const tabs = {
  get: async () => ({ windowId: 7 }),
  query: async (asked: { windowId: number }) =>
    made.filter((tab) => (tab as { windowId: number }).windowId === asked.windowId),
  create: vi.fn(async (tab: object) => void made.push({ id: 3, ...tab })),
  update: vi.fn(async () => {}),
};
vi.mock('../../../src/extension/browser.ts', () => ({
  browser: {
    tabs,
    runtime: { getURL: () => url },
    sidebarAction: { open: () => Promise.reject(new Error('only in a press')) },
  },
}));

afterEach(() => {
  made.length = 0;
  vi.clearAllMocks();
  vi.useRealTimers();
});

it('shows the tab that was made where no panel may be opened, and says which it was', async () => {
  const { openPanel } = await import('../../../src/extension/panel.ts');
  expect(await openPanel({ tabId: 1 })).toBe('made');
  expect(tabs.create).toHaveBeenCalledWith({ url, windowId: 7 });
  expect(await openPanel({ tabId: 1 })).toBe('shown');
  expect(tabs.create).toHaveBeenCalledOnce();
  expect(tabs.update).toHaveBeenCalledWith(3, { active: true });
});

it('has no tab made for a page again and again, and still shows the one there is', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const { openPanelFor } = await import('../../../src/extension/panel.ts');
  const after = (milliseconds: number) => {
    vi.setSystemTime(Date.now() + milliseconds);
    return openPanelFor(1);
  };
  expect(await after(0)).toBe(true);
  expect(await after(900)).toBe(false);
  expect(await after(200)).toBe(true);
  expect(tabs.update).toHaveBeenCalledOnce();
  // The user has closed it.
  made.length = 0;
  expect(await after(2_000)).toBe(false);
  expect(tabs.create).toHaveBeenCalledOnce();
  expect(await after(8_000)).toBe(true);
  expect(tabs.create).toHaveBeenCalledTimes(2);
});
