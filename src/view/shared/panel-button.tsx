import { useView } from './context.ts';

/** Opens the side panel on the same text. */
export function PanelButton({ onPanel }: { readonly onPanel: (() => void) | undefined }) {
  const { translate } = useView();
  if (!onPanel) return null;
  return (
    <button
      type="button"
      class="toggle panel-button"
      aria-label={translate('panelOpen')}
      title={translate('panelOpen')}
      onClick={onPanel}
    >
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <rect x="1.5" y="2.5" width="13" height="11" rx="1.5" fill="none" stroke="currentColor" />
        <path d="M10 3v10h3.5V3z" fill="currentColor" />
      </svg>
      <span class="label">{translate('panelShort')}</span>
    </button>
  );
}
