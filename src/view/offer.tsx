import { render } from 'preact';
import type { SelectedText } from '../selection/capture.ts';
import { openHost } from './host.ts';
import type { Translate } from './translate.ts';

export interface OfferOptions {
  readonly selected: SelectedText;
  readonly translate: Translate;
  readonly onAccept: () => void;
  readonly onClose: () => void;
}

/** A small button beside the selection, for readers who do not want the tooltip unasked. Gone with Esc or a press elsewhere. */
export function offerTooltip({ selected, translate, onAccept, onClose }: OfferOptions): { close(): void } {
  let open = true;
  const close = () => {
    if (!open) return;
    open = false;
    render(null, host.body);
    host.close();
    onClose();
  };
  const host = openHost(selected.within.ownerDocument, { selected, onDismiss: close });
  host.body.classList.add('offer');
  render(
    <button
      type="button"
      aria-label={translate('offer')}
      title={translate('offer')}
      onClick={() => {
        close();
        onAccept();
      }}
    >
      <span class="mark" lang="ja" aria-hidden="true">穴<span class="hole" />め</span>
    </button>,
    host.body,
  );
  host.place();
  return { close };
}
