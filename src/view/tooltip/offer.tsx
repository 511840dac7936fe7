import type { FirstEvents } from '../../selection/first.ts';
import type { SelectedText } from '../../selection/capture.ts';
import type { ViewSettings } from '../shared/settings.ts';
import { watchEdits } from '../../selection/edits.ts';
import { openSmall } from './small.ts';
import type { Translate } from '../shared/translate.ts';

export interface OfferOptions {
  readonly selected: SelectedText;
  readonly events: FirstEvents;
  readonly translate: Translate;
  readonly settings: ViewSettings;
  readonly onAccept: () => void;
  readonly onClose: () => void;
}

/** A small button beside the selection, for readers who do not want the tooltip unasked. */
export function offerTooltip({ translate, onAccept, onClose, ...options }: OfferOptions): { close(): void } {
  const small = openSmall({
    ...options,
    onClose() {
      edits.close();
      onClose();
    },
    kind: 'offer',
    draw: (close) => (
      <button
        type="button"
        title={translate('offer')}
        onClick={() => {
          close();
          onAccept();
        }}
      >
        <span class="brand" lang="ja" aria-hidden="true">
          穴<span class="hole" />め
        </span>
        <span class="unseen">{translate('offer')}</span>
      </button>
    ),
  });
  // No text comes back here: it goes with the first edit.
  const edits = watchEdits(options.selected, small.element, { onRead: () => {}, onEdited: small.close });
  return small;
}
