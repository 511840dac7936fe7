import { characterStart } from '../../language/pairs.ts';
import { useView } from '../shared/context.ts';
import { useStore } from '../shared/store.ts';
import type { Following } from './following.ts';

/** UTF-16 units by which a text is known again. */
const SHOWN = 24;

/** A text that was selected while another was worked on, and a way to it. */
export function Waiting({ following }: { readonly following: Following }) {
  const { translate } = useView();
  const { waiting } = useStore(following);
  if (!waiting) return null;
  const { text } = waiting.analysis;
  const start = text.slice(0, characterStart(text, SHOWN));
  return (
    <p class="notice" role="status">
      {translate('panelWaiting')} <span lang="ja">{start === text ? text : `${start}…`}</span>{' '}
      <button type="button" class="show-waiting" onClick={() => following.show()}>
        {translate('panelShowWaiting')}
      </button>
    </p>
  );
}
