import { characterStart } from '../../language/pairs.ts';
import type { Latest } from '../../protocol/protocol.ts';
import { useView } from '../shared/context.ts';

/** UTF-16 units by which a text is known again. */
const SHOWN = 24;

/** A text that was selected while another was worked on, and a way to it. */
export function Waiting({ latest, onShow }: { readonly latest: Latest; readonly onShow: () => void }) {
  const { translate } = useView();
  const { text } = latest.analysis;
  const start = text.slice(0, characterStart(text, SHOWN));
  return (
    <p class="notice" role="status">
      {translate('panelWaiting')} <span lang="ja">{start === text ? text : `${start}…`}</span>{' '}
      <button type="button" class="show-waiting" onClick={onShow}>
        {translate('panelShowWaiting')}
      </button>
    </p>
  );
}
