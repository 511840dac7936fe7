import { strictnesses, type Hint } from '../../protocol/scores.ts';
import { useReading, useView } from '../shared/context.ts';
import type { Word } from '../shared/words.ts';
import type { HeatState } from './heat.ts';

export type Strictness = Hint['strictness'];

/** Words of the text shown on either side of a find. */
const AROUND = 3;

interface Props {
  readonly heat: HeatState;
  readonly strictness: Strictness;
  readonly ignored: ReadonlySet<Hint>;
  readonly onStrictness: (strictness: Strictness) => void;
  readonly onPick: (word: number) => void;
  /** Says no more of this find in this text. */
  readonly onIgnore: (hint: Hint) => void;
}

/** What is said at a strictness: the finds that pass it and are not ignored. */
export function findsAt(
  hints: HeatState['hints'],
  strictness: Strictness,
  ignored: ReadonlySet<Hint>,
): ReadonlyMap<number, Hint> {
  const level = strictnesses.indexOf(strictness);
  return new Map([...hints].filter(([, hint]) => strictnesses.indexOf(hint.strictness) <= level && !ignored.has(hint)));
}

/** Every place where something else may have been meant, a row each, in the order of the text; each leads to its word. Where there is none: what was looked for. */
export function HintList({ heat, strictness, onStrictness, onPick, onIgnore, ignored }: Props) {
  const { translate, format } = useView();
  const { words } = useReading();
  const hints = findsAt(heat.hints, strictness, ignored);
  const level = strictnesses.indexOf(strictness);
  return (
    <section class="hint-list" aria-label={translate('panelHints')}>
      <span>{translate('panelHints')}</span>
      <label>
        {translate('panelStrictness')}
        <input
          type="range"
          min={0}
          max={strictnesses.length - 1}
          value={level}
          aria-valuetext={translate(STRICTNESS_TEXT[strictness])}
          onInput={({ currentTarget }) => onStrictness(strictnesses[Number(currentTarget.value)]!)}
        />
        <span>{translate(STRICTNESS_TEXT[strictness])}</span>
      </label>
      <p class="fine">{translate('panelFalseAlarms', [format.count(WORDS_PER_FALSE_ALARM[strictness])])}</p>
      {hints.size === 0 && heat.phase === 'done' && <p class="fine">{translate('panelHintsNone')}</p>}
      <ul>
        {[...hints]
          .sort(([a], [b]) => a - b)
          .map(([word, hint]) => (
            <li key={word}>
              <button type="button" lang="ja" onClick={() => onPick(word)}>
                <Passage words={words} first={word} hint={hint} />
              </button>
              <button type="button" class="ignore" onClick={() => onIgnore(hint)}>
                {translate('panelIgnore')}
              </button>
            </li>
          ))}
      </ul>
    </section>
  );
}

const STRICTNESS_TEXT = {
  strict: 'panelStrict',
  balanced: 'panelBalanced',
  eager: 'panelEager',
} as const;

/** Measured on text that nobody doubted: docs/hints.md. */
const WORDS_PER_FALSE_ALARM = { strict: 2600, balanced: 500, eager: 200 } as const;

/** The find with the words around it: 原因が → を. */
function Passage({
  words,
  first,
  hint,
}: {
  readonly words: readonly Word[];
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

const textOf = (words: readonly Word[]) => words.map(({ text }) => text).join('');

const reasons = {
  particle: 'panelHintParticle',
  homophone: 'panelHintHomophone',
  doubled: 'panelHintDoubled',
  kana: 'panelHintKana',
  okurigana: 'panelHintOkurigana',
  ranuki: 'panelHintRanuki',
  usage: 'panelHintUsage',
} as const;

/** What speaks for the other wording, and that it is a guess. */
export function HintNote({ hint: { kind, instead, bits } }: { readonly hint: Hint }) {
  const { translate } = useView();
  return (
    <div class="hint-note">
      <p>
        {translate(reasons[kind])} <b lang="ja">{instead || translate('panelHintNothing')}</b>{' '}
        <span class="percent">{translate('panelHintBits', [bits.toFixed(1)])}</span>
      </p>
      <p class="fine">{translate('panelHintCaveat')}</p>
    </div>
  );
}
