import { browser } from './browser.ts';

/** What webextension-polyfill's types lack. */
interface PanelApis {
  /** Chrome. */
  readonly sidePanel?: { open(options: { tabId: number } | { windowId: number }): Promise<void> };
  /** Firefox. */
  readonly sidebarAction?: { open(): Promise<void> };
}

type GetContexts = (filter: {
  contextTypes: ['TAB'];
  documentUrls: string[];
  windowIds: number[];
}) => Promise<{ readonly tabId: number }[]>;

export const PANEL_PAGE = 'panel.html';

/**
 * Opens the side panel. Browsers want this in the very turn in which they tell of a click, a shortcut or a message sent
 * by a click; where they refuse all the same (Firefox, for a page's script), the panel opens in a tab. Says whether one
 * was made.
 */
export async function openPanel(
  beside: { readonly tabId: number } | { readonly windowId: number },
): Promise<'shown' | 'made'> {
  const { sidePanel, sidebarAction } = browser as unknown as PanelApis;
  try {
    // Nothing may be awaited before this.
    if (sidePanel) await sidePanel.open('tabId' in beside ? { tabId: beside.tabId } : beside);
    else if (sidebarAction) await sidebarAction.open();
    else throw new Error('no side panel here');
    return 'shown';
  } catch {
    return await openInTab('windowId' in beside ? beside.windowId : (await browser.tabs.get(beside.tabId)).windowId!);
  }
}

/** In the window's tab for it, if it has one: who asks again wants the panel, not another. */
async function openInTab(windowId: number): Promise<'shown' | 'made'> {
  const url = browser.runtime.getURL(PANEL_PAGE);
  const open = await ownTab(url, windowId);
  if (open !== undefined) await browser.tabs.update(open, { active: true });
  else await browser.tabs.create({ url, windowId });
  return open === undefined ? 'made' : 'shown';
}

/** Chrome tells of an extension's own tabs by its contexts, Firefox by their addresses. */
async function ownTab(url: string, windowId: number): Promise<number | undefined> {
  const { getContexts } = browser.runtime as { getContexts?: GetContexts };
  if (!getContexts) return (await browser.tabs.query({ url, windowId }))[0]?.id;
  const contexts = await getContexts({ contextTypes: ['TAB'], documentUrls: [url], windowIds: [windowId] });
  return contexts[0]?.tabId;
}

/** The window that a page of ours belongs to. */
export interface OwnWindow {
  readonly id: number;
  readonly private: boolean;
}

/**
 * The window this page of ours belongs to: asked for beforehand, since a click leaves no time for it, and another may
 * have the focus by then.
 */
export async function ownWindow(): Promise<OwnWindow> {
  const { id, incognito } = await browser.windows.getCurrent();
  return { id: id!, private: incognito };
}
