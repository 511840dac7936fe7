import { expect, it, vi } from 'vitest';

const scripting = {
  executeScript: vi.fn(async ({ target: { tabId }, files }: { target: { tabId: number }; files?: string[] }) => {
    if (tabId === 4) throw new Error('no scripts there');
    if (files) return [];
    return [
      { frameId: 0, result: tabId === 1 },
      { frameId: 5, result: true },
    ];
  }),
};
const tabs = { query: async () => [{ id: 1 }, { id: 2 }, { id: 3, discarded: true }, { id: 4 }, {}] };
vi.mock('../../../src/extension/browser.ts', () => ({ browser: { scripting, tabs } }));

it('puts the script into the frames of open tabs that have none yet', async () => {
  const { injectIntoOpenTabs } = await import('../../../src/extension/inject.ts');
  await injectIntoOpenTabs('content.js', () => true);
  const put = scripting.executeScript.mock.calls.filter(([{ files }]) => files);
  expect(put).toEqual([[expect.objectContaining({ target: { tabId: 2, frameIds: [0] }, files: ['content.js'] })]]);
});
