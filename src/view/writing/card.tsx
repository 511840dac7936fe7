import type { FirstEvents } from '../../selection/first.ts';
import { openSmall } from '../tooltip/small.ts';
import { reasons } from '../shared/hint-reasons.ts';
import type { ViewSettings } from '../shared/settings.ts';
import type { Translate } from '../shared/translate.ts';
import type { Find } from './checking.ts';

export interface CardOptions {
  readonly find: Find;
  /** It was to be applied, and the field has not taken it. */
  readonly refused: boolean;
  readonly within: HTMLElement;
  readonly anchor: () => DOMRect | null;
  readonly events: FirstEvents;
  readonly translate: Translate;
  readonly settings: ViewSettings;
  readonly onApply: () => void;
  readonly onIgnore: () => void;
  readonly onIgnoreAlways: () => void;
  readonly onClose: () => void;
}

/** What may have been meant where the caret is, why, and what can be done about it. It takes no focus by itself. */
export function openCard({
  find,
  refused,
  within,
  anchor,
  translate,
  onApply,
  onIgnore,
  onIgnoreAlways,
  ...options
}: CardOptions): {
  /** Moves the keyboard focus to what can be done; closing gives it back. */
  focus(): void;
  close(): void;
} {
  const vertical = /^(?:vertical|sideways)/.test(getComputedStyle(within).writingMode);
  return openSmall({
    ...options,
    selected: { anchor, vertical, within },
    kind: 'finding',
    draw: (done) => {
      const then = (work: () => void) => () => {
        done();
        work();
      };
      return (
        <div lang={translate('uiLanguage')} role="group" aria-label={translate('panelHints')}>
          <p lang="ja">
            <del>{find.written}</del>
            <span aria-hidden="true"> → </span>
            <ins>{find.instead || translate('panelHintNothing')}</ins>
          </p>
          <p class="fine">{translate(reasons[find.kind])}</p>
          {refused && <p role="alert">{translate('replaceFailed')}</p>}
          <div class="do">
            <button type="button" class="apply" onClick={then(onApply)}>
              {translate('panelApply')}
            </button>
            <button type="button" class="ignore" onClick={then(onIgnore)}>
              {translate('panelIgnore')}
            </button>
            <button type="button" class="always" onClick={then(onIgnoreAlways)}>
              {translate('panelIgnoreAlways')}
            </button>
          </div>
        </div>
      );
    },
  });
}
