import { expect, it, vi } from 'vitest';

const scripting = {
  executeScript: vi.fn(async ({ target: { tabId, frameIds }, files }: Injection) => {
    if (tabId === 4) throw new Error('no scripts there');
    if (frameIds?.includes(7)) throw new Error('No frame with id 7 in tab with id 2.');
    if (files) return [];
    return [
      { frameId: 0, result: tabId === 1 },
      { frameId: 5, result: true },
      ...(tabId === 2 ? [{ frameId: 7 }, { frameId: 9, result: false }] : []),
    ];
  }),
};
const tabs = { query: async () => [{ id: 1 }, { id: 2 }, { id: 3, discarded: true }, { id: 4 }, {}] };
vi.mock('../../../src/extension/browser.ts', () => ({ browser: { scripting, tabs } }));

interface Injection {
  readonly target: { readonly tabId: number; readonly frameIds?: readonly number[] };
  readonly files?: readonly string[];
}

it('puts the script into the frames of open tabs that have none yet, also where one of them is gone by now', async () => {
  const { injectIntoOpenTabs } = await import('../../../src/extension/inject.ts');
  await injectIntoOpenTabs('content.js', () => true);
  const put = scripting.executeScript.mock.calls.flatMap(([{ target, files }], call) =>
    files && scripting.executeScript.mock.settledResults[call]?.type === 'fulfilled'
      ? (target.frameIds ?? []).map((frameId) => [target.tabId, frameId, ...files])
      : [],
  );
  expect(put).toEqual([
    [2, 0, 'content.js'],
    [2, 9, 'content.js'],
  ]);
});
