import { useView } from './context.ts';

/** Shows or hides word pieces and ids. */
export function PiecesToggle() {
  const { translate, settings, change } = useView();
  return (
    <button
      type="button"
      class="toggle pieces-toggle"
      aria-pressed={settings.pieces}
      title={translate('piecesHint')}
      onClick={() => change({ pieces: !settings.pieces })}
    >
      {translate('pieces')}
    </button>
  );
}
