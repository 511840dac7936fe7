import { createClient } from '../messages/client.ts';
import { connect } from '../platform/port.ts';
import { translate } from '../platform/translate.ts';
import { captureSelection } from '../selection/capture.ts';
import { openTooltip, type TooltipHandle } from '../view/tooltip.tsx';
import './tooltip-global.ts';

/** Injected by the background into a frame whose selection has Japanese in it. */
const client = createClient(connect);
let open: TooltipHandle | null = null;

globalThis.anaumeTooltip = {
  open() {
    const selected = captureSelection(document);
    if (!selected) return;
    open?.close();
    const handle = openTooltip({
      selected,
      service: client.service,
      translate,
      onClose: () => {
        if (open !== handle) return;
        open = null;
        client.close();
      },
    });
    open = handle;
  },
  close() {
    open?.close();
  },
};
