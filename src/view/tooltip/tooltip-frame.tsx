import { useRef } from 'preact/hooks';
import type { Service } from '../../protocol/protocol.ts';
import { CloseButton } from '../shared/close-button.tsx';
import { useView } from '../shared/context.ts';
import { CopyMenu } from '../shared/copy-menu.tsx';
import { PanelButton } from '../shared/panel-button.tsx';
import { PiecesToggle } from '../shared/pieces-toggle.tsx';
import type { Replacing } from '../shared/preview.tsx';
import { Sheet } from '../shared/sheet.tsx';

interface Props {
  readonly service: Pick<Service, 'dependencies'>;
  readonly onClose: () => void;
  readonly onReplace: (() => Promise<Replacing>) | undefined;
  readonly onDrawn: () => void;
  readonly onPanel: (() => void) | undefined;
}

/** What the Tab key stops at, of what the sheet is made of. */
const STOPS = 'button:not([tabindex="-1"]), summary, [tabindex="0"]';

/**
 * The sheet in a small dialog; Tab goes round in it, since what comes after it in the page has nothing to do with it.
 */
export function TooltipFrame({ service, onClose, onReplace, onDrawn, onPanel }: Props) {
  const { translate } = useView();
  const frame = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Tab' || event.altKey || event.ctrlKey || event.metaKey) return;
    const stops = [...frame.current!.querySelectorAll<HTMLElement>(STOPS)].filter((stop) => stop.checkVisibility());
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if ((frame.current!.getRootNode() as ShadowRoot).activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  };
  return (
    <div
      ref={frame}
      class="frame"
      role="dialog"
      aria-label={translate('tooltipLabel')}
      lang={translate('uiLanguage')}
      onKeyDown={onKeyDown}
    >
      <Sheet onReplace={onReplace} onDrawn={onDrawn} service={service} />
      <footer>
        <span class="brand" lang="ja" aria-hidden="true">
          穴<span class="hole" />め
        </span>
        <CopyMenu />
        <PiecesToggle />
        <PanelButton onPanel={onPanel} />
        <CloseButton label={translate('close')} onClose={onClose} />
      </footer>
      <div class="pointer">
        <span>{translate(onPanel ? 'tooLowPanel' : 'tooLow')}</span>
        {onPanel && (
          <button type="button" onClick={onPanel}>
            {translate('panelOpen')}
          </button>
        )}
        <CloseButton label={translate('close')} onClose={onClose} />
      </div>
    </div>
  );
}
