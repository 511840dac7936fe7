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

/** Whether a tab had to be made for it, and might not be. */
type Opened = 'shown' | 'made' | 'refused';

export const PANEL_PAGE = 'panel.html';

/**
 * Opens the side panel. Browsers want this in the very turn in which they tell of a click, a shortcut or a message sent
 * by a click; where they refuse all the same (Firefox, for a page's script), the panel opens in a tab.
 * @param mayMake Whether a tab may be made for it.
 */
export async function openPanel(
  beside: { readonly tabId: number } | { readonly windowId: number },
  mayMake = true,
): Promise<Opened> {
  const { sidePanel, sidebarAction } = browser as unknown as PanelApis;
  try {
    // Nothing may be awaited before this.
    if (sidePanel) await sidePanel.open('tabId' in beside ? { tabId: beside.tabId } : beside);
    else if (sidebarAction) await sidebarAction.open();
    else throw new Error('no side panel here');
    return 'shown';
  } catch {
    const windowId = 'windowId' in beside ? beside.windowId : (await browser.tabs.get(beside.tabId)).windowId!;
    return await openInTab(windowId, mayMake);
  }
}

/** In the window's tab for it, if it has one: who asks again wants the panel, not another. */
async function openInTab(windowId: number, mayMake: boolean): Promise<Opened> {
  const url = browser.runtime.getURL(PANEL_PAGE);
  const open = await ownTab(url, windowId);
  if (open !== undefined) {
    await browser.tabs.update(open, { active: true });
    return 'shown';
  }
  if (!mayMake) return 'refused';
  await browser.tabs.create({ url, windowId });
  return 'made';
}

/**
 * When a tab's page may open the panel again, and have a tab made for it, in milliseconds since 1970: one that has
 * taken over its process would take the user to another tab, and make tabs, without end.
 */
const pages = new Map<number, { readonly shown: number; readonly made: number }>();
const PAUSE = { shown: 1_000, made: 10_000 };

/** The same for a page's script. Whether it was opened. */
export async function openPanelFor(tabId: number): Promise<boolean> {
  const now = Date.now();
  const { shown, made } = pages.get(tabId) ?? { shown: 0, made: 0 };
  if (now < shown) return false;
  const next = now + PAUSE.shown;
  pages.set(tabId, { shown: next, made });
  const opened = await openPanel({ tabId }, now >= made);
  if (opened === 'made') pages.set(tabId, { shown: next, made: now + PAUSE.made });
  return opened !== 'refused';
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
