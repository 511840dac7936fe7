import type { Hint } from '../../protocol/scores.ts';
import { reasons } from '../shared/hint-reasons.ts';
import { useReaderState, useView } from '../shared/context.ts';
import type { DrawnWord } from '../shared/words.ts';
import { UsesOfWords } from './word-uses.tsx';

/** Words of the text shown on either side of a find. */
const AROUND = 3;

export interface HintActions {
  readonly onPick: (word: number) => void;
  /** Puts what may have been meant in its place; absent where the text cannot be changed from here. */
  readonly onApply?: ((word: number, hint: Hint) => void) | undefined;
  /** Says no more of this find in this text. */
  readonly onIgnore: (hint: Hint) => void;
  /** Remembers what is written there as a word of the user's own. */
  readonly onIgnoreAlways: (word: number, hint: Hint) => void;
}

interface Props extends HintActions {
  /** The find's first word. */
  readonly word: number;
  readonly hint: Hint;
}

/** One find: the words around it, what may have been meant, why, and what can be done about it. */
export function HintRow({ word, hint, onPick, onApply, onIgnore, onIgnoreAlways }: Props) {
  const { translate } = useView();
  const { words } = useReaderState();
  return (
    <li>
      <button type="button" class="find" lang="ja" onClick={() => onPick(word)}>
        <Passage words={words} first={word} hint={hint} />
      </button>
      <Bases hint={hint} />
      <span class="why">{translate(reasons[hint.kind])}</span>
      {hint.uses && <UsesOfWords uses={hint.uses} />}
      <span class="do" role="group" aria-label={hint.written}>
        {onApply && (
          <button type="button" class="apply" onClick={() => onApply(word, hint)}>
            {translate('panelApply')}
          </button>
        )}
        <button type="button" class="ignore" onClick={() => onIgnore(hint)}>
          {translate('panelIgnore')}
        </button>
        <button type="button" class="always" onClick={() => onIgnoreAlways(word, hint)}>
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
  first,
  hint,
}: {
  readonly words: readonly DrawnWord[];
  readonly first: number;
  readonly hint: Hint;
}) {
  const { translate } = useView();
  const inside = words
    .slice(first)
    .findIndex((_, i, rest) => textOf(rest.slice(0, i + 1)).length >= hint.written.length);
  const last = first + Math.max(1, inside + 1);
  return (
    <>
      {textOf(words.slice(Math.max(0, first - AROUND), first))}
      <del>{hint.written}</del>
      <span aria-hidden="true"> → </span>
      <ins>{hint.instead || translate('panelHintNothing')}</ins>
      {textOf(words.slice(last, last + AROUND))}
    </>
  );
}

const textOf = (words: readonly DrawnWord[]) => words.map(({ text }) => text).join('');

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
