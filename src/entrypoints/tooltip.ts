import { createClient } from '../messages/client.ts';
import { protocol } from '../messages/protocol.ts';
import { connect } from '../platform/port.ts';
import { changeSettings, readSettings } from '../platform/settings.ts';
import { openShadowRoot } from '../platform/shadow.ts';
import { translate } from '../platform/translate.ts';
import { captureSelection } from '../selection/capture.ts';
import { openTooltip, type TooltipHandle } from '../view/tooltip.tsx';
import './tooltip-global.ts';

/** Injected by the background into a frame whose selection has Japanese in it. */
const client = createClient(connect, protocol);
let shown: TooltipHandle | null = null;

async function open(focus: boolean): Promise<void> {
  const settings = await readSettings();
  const selected = captureSelection(document, openShadowRoot);
  if (!selected) return;
  // Replacing a word in an editable field changes the selection, too.
  if (!shown?.shows(selected.text)) {
    shown?.close();
    const handle = openTooltip({
      selected,
      service: client.service,
      translate,
      settings,
      onSettings: (changes) => void changeSettings(changes),
      onClose: () => {
        if (shown !== handle) return;
        shown = null;
        client.close();
      },
    });
    shown = handle;
  }
  if (focus) shown?.focus();
}

globalThis.anaumeTooltip = {
  open: ({ focus }) => void open(focus),
  close: () => shown?.close(),
};
