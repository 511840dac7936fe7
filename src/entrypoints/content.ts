import { createClient } from '../messages/client.ts';
import { loadTooltip } from '../messages/protocol.ts';
import { connect } from '../platform/port.ts';
import { readSettings } from '../platform/settings.ts';
import { watchSelection } from '../selection/watch.ts';
import './tooltip-global.ts';

/**
 * What every page loads: it waits for a selection with Japanese in it, has the background put the tooltip into this frame,
 * and opens it. Nothing else of the extension is in the page until then.
 */
globalThis.anaumeContent?.remove();

const client = createClient(connect, { loadTooltip });

async function openTooltip(focus: boolean): Promise<void> {
  if (!globalThis.anaumeTooltip) {
    const loaded = await client.service.loadTooltip({});
    // The line is only for loading: an open port would keep the page out of the back/forward cache.
    client.close();
    if (!loaded.ok) {
      if (loaded.failure.code === 'orphaned') remove();
      return;
    }
  }
  globalThis.anaumeTooltip?.open({ focus });
}

async function onSelected(): Promise<void> {
  try {
    const { trigger, sitesOff } = await readSettings();
    if (trigger === 'select' && !sitesOff.includes(location.hostname)) await openTooltip(false);
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

globalThis.anaumeContent = { command: () => void openTooltip(true), remove };
