import type { FirstEvents } from '../../selection/first.ts';
import { CloseButton } from '../shared/close-button.tsx';
import type { ViewSettings } from '../shared/settings.ts';
import { openSmall } from './small.ts';
import type { Translate } from '../shared/translate.ts';

/** What the user has asked for. */
export type Refused = 'reading' | 'writing';

export interface NoticeOptions {
  readonly document: Document;
  readonly asked: Refused;
  readonly events: FirstEvents;
  readonly translate: Translate;
  readonly settings: ViewSettings;
  readonly onClose: () => void;
}

/**
 * For whoever asked for the tooltip where nothing can be read, such as a picture or a canvas: one line that says so and
 * where to write instead; and for whoever asked for hints in a field that is not looked at. It stands in the corner
 * under the toolbar. It takes no focus, but from a PDF viewer, which is a frame of its own and would keep the keys.
 */
export function openNotice({ document, asked, translate, ...options }: NoticeOptions): { close(): void } {
  const corner = () => new DOMRect(document.documentElement.clientWidth, 0, 0, 0);
  const notice = openSmall({
    ...options,
    selected: { anchor: corner, vertical: false, within: document.documentElement },
    kind: 'nothing-read',
    draw: (close) => (
      <p role="alert" lang={translate('uiLanguage')}>
        {translate(
          asked === 'writing' ? 'writingRefused' : isGoogleDocs(document) ? 'nothingToReadDocs' : 'nothingToRead',
        )}
        <CloseButton label={translate('close')} onClose={close} />
      </p>
    ),
  });
  if (document.contentType === 'application/pdf') notice.focus();
  return notice;
}

/** Documents, tables and slides there are drawn on a canvas; what is typed goes to a frame that nobody sees. */
const isGoogleDocs = (document: Document): boolean => document.querySelector('.docs-texteventtarget-iframe') !== null;
