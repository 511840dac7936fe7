import { expect, it, vi } from 'vitest';

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

it('shows the tab that was made where no panel may be opened, and says which it was', async () => {
  const { openPanel } = await import('../../../src/extension/panel.ts');
  expect(await openPanel({ tabId: 1 })).toBe('made');
  expect(tabs.create).toHaveBeenCalledWith({ url, windowId: 7 });
  expect(await openPanel({ tabId: 1 })).toBe('shown');
  expect(tabs.create).toHaveBeenCalledOnce();
  expect(tabs.update).toHaveBeenCalledWith(3, { active: true });
});
