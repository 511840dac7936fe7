import type { Hint } from '../../protocol/scores.ts';
import { useView } from '../shared/context.ts';

interface Props {
  readonly hints: ReadonlyMap<number, Hint>;
  readonly onPick: (word: number) => void;
}

/** Every place where something else is far likelier, in the order of the text; each leads to its word. Nothing is shown where there is none. */
export function HintList({ hints, onPick }: Props) {
  const { translate } = useView();
  if (hints.size === 0) return null;
  return (
    <section class="hint-list" aria-label={translate('panelHints')}>
      <span>{translate('panelHints')}</span>
      {[...hints]
        .sort(([a], [b]) => a - b)
        .map(([word, hint]) => (
          <button key={word} type="button" lang="ja" onClick={() => onPick(word)}>
            {hint.written.text} → {hint.likelier.text}?
          </button>
        ))}
    </section>
  );
}

/** What speaks for the other word, and that it is a guess. */
export function HintNote({ hint: { kind, written, likelier } }: { readonly hint: Hint }) {
  const { translate, format } = useView();
  return (
    <div class="hint-note">
      <p>
        {translate(kind === 'reading' ? 'panelHintReading' : 'panelHintParticle')} <b lang="ja">{likelier.text}</b>{' '}
        <span class="percent">
          {translate('panelHintNumbers', [
            likelier.text,
            format.percent(likelier.score),
            written.text,
            format.percent(written.score),
          ])}
        </span>
      </p>
      <p class="fine">{translate('panelHintCaveat')}</p>
    </div>
  );
}
