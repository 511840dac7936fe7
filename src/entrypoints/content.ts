import { createClient } from '../messages/client.ts';
import { loadTooltip } from '../messages/protocol.ts';
import { connect } from '../platform/port.ts';
import { readSettings } from '../platform/settings.ts';
import { watchSelection } from '../selection/watch.ts';
import type { TooltipGlobal } from './tooltip-global.ts';

/**
 * What every page loads: it waits for a selection with Japanese in it, has the background put the tooltip into this frame,
 * and opens it. Nothing else of the extension is in the page until then.
 */
// An element with such an id is a property of the window, too: only the global's own properties are ours.
if (Object.hasOwn(globalThis, 'anaumeContent')) globalThis.anaumeContent?.remove();
globalThis.anaumeTooltip = undefined;
// After an update the older script lives on in a world of its own, out of reach; without its tooltip it ends with the next selection.
for (const orphan of document.querySelectorAll('anaume-tooltip')) orphan.remove();

const client = createClient(connect, { loadTooltip });

async function withTooltip(use: (tooltip: TooltipGlobal) => void): Promise<void> {
  if (!globalThis.anaumeTooltip) {
    const loaded = await client.service.loadTooltip({});
    // The line is only for loading: an open port would keep the page out of the back/forward cache.
    client.close();
    if (!loaded.ok) {
      if (loaded.failure.code === 'orphaned') remove();
      return;
    }
  }
  if (globalThis.anaumeTooltip) use(globalThis.anaumeTooltip);
}

async function onSelected(): Promise<void> {
  try {
    const { trigger, sitesOff } = await readSettings();
    if (trigger === 'command' || sitesOff.includes(location.hostname)) return;
    await withTooltip((tooltip) => (trigger === 'select' ? tooltip.open({ focus: false }) : tooltip.offer()));
  } catch {
    // Storage is out of reach only once the extension was reloaded or removed: this script is an orphan.
    remove();
  }
}

const unwatch = watchSelection(document, () => void onSelected());

function remove(): void {
  unwatch();
  client.close();
  globalThis.anaumeTooltip?.close();
  globalThis.anaumeTooltip = undefined;
  globalThis.anaumeContent = undefined;
}

globalThis.anaumeContent = { command: () => void withTooltip((tooltip) => tooltip.open({ focus: true })), remove };
