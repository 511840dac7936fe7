import type { Hint } from '../../protocol/scores.ts';
import { reasons } from '../shared/hint-reasons.ts';
import { useReaderState, useView } from '../shared/context.ts';
import { wordAt, type DrawnWord } from '../shared/words.ts';
import { UsesOfWords } from './word-uses.tsx';

/** Words of the text shown on either side of a find. */
const AROUND = 3;

export interface HintActions {
  readonly onPick: (word: number) => void;
  /** Puts what may have been meant in its place; absent where the text cannot be changed from here. */
  readonly onApply?: ((start: number, hint: Hint) => void) | undefined;
  /** Says no more of this find in this text. */
  readonly onIgnore: (start: number, hint: Hint) => void;
  /** Remembers what is written there as a word of the user's own. */
  readonly onIgnoreAlways: (start: number, hint: Hint) => void;
}

interface Props extends HintActions {
  /** Where in the text the find begins. */
  readonly start: number;
  readonly hint: Hint;
}

/** One find: the words around it, what may have been meant, why, and what can be done about it. */
export function HintRow({ start, hint, onPick, onApply, onIgnore, onIgnoreAlways }: Props) {
  const { translate } = useView();
  const { words } = useReaderState();
  return (
    <li>
      <button type="button" class="find" lang="ja" onClick={() => onPick(wordAt(words, start))}>
        <Passage words={words} start={start} hint={hint} />
      </button>
      <Bases hint={hint} />
      <span class="why">{translate(reasons[hint.kind])}</span>
      {hint.uses && <UsesOfWords uses={hint.uses} />}
      <span class="do" role="group" aria-label={hint.written}>
        {onApply && (
          <button type="button" class="apply" onClick={() => onApply(start, hint)}>
            {translate('panelApply')}
          </button>
        )}
        <button type="button" class="ignore" onClick={() => onIgnore(start, hint)}>
          {translate('panelIgnore')}
        </button>
        <button type="button" class="always" onClick={() => onIgnoreAlways(start, hint)}>
          {translate('panelIgnoreAlways')}
        </button>
      </span>
    </li>
  );
}

/** What the words of a find are called: 冷める → 覚める. Nothing where the find itself says it. */
export function Bases({ hint: { bases } }: { readonly hint: Pick<Hint, 'bases'> }) {
  return (
    bases && (
      <span class="bases" lang="ja">
        {bases.written}
        <span aria-hidden="true"> → </span>
        {bases.instead}
      </span>
    )
  );
}

/** The find with the words around it: 原因が → を. */
function Passage({
  words,
  start,
  hint,
}: {
  readonly words: readonly DrawnWord[];
  readonly start: number;
  readonly hint: Hint;
}) {
  const { translate } = useView();
  const end = start + hint.written.length;
  // It may begin or end within a word.
  const before = words.filter((word) => word.start < start).slice(-AROUND);
  const after = words.filter((word) => word.end > end).slice(0, AROUND);
  return (
    <>
      {before.map((word) => word.text.slice(0, start - word.start))}
      <del>{hint.written}</del>
      <span aria-hidden="true"> → </span>
      <ins>{hint.instead || translate('panelHintNothing')}</ins>
      {after.map((word) => word.text.slice(Math.max(0, end - word.start)))}
    </>
  );
}

/** What speaks for the other wording, and that it is a guess. */
export function HintNote({ hint }: { readonly hint: Hint }) {
  const { translate, format } = useView();
  const { kind, instead, bits } = hint;
  return (
    <div class="hint-note">
      <p>
        {translate(reasons[kind])} <span aria-hidden="true">→ </span>
        <b lang="ja">{instead || translate('panelHintNothing')}</b> <Bases hint={hint} />{' '}
        <span class="percent">{translate('panelHintBits', [format.tenths(bits)])}</span>
      </p>
      {hint.uses && <UsesOfWords uses={hint.uses} />}
      <p class="fine">{translate('panelHintCaveat')}</p>
    </div>
  );
}
