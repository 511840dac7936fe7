import type { Settings } from '../../protocol/settings.ts';
import type { MessageKey, Translate } from '../shared/translate.ts';

/** What every section has that changes settings. */
export interface SectionProps {
  readonly settings: Settings;
  readonly change: (changes: Partial<Settings>) => void;
  readonly translate: Translate;
}

export interface Choice<T> {
  readonly value: T;
  readonly label: MessageKey;
  readonly hint?: MessageKey;
}

export function Radios<T extends string>({
  legend,
  name,
  choices,
  value,
  translate,
  onPick,
}: {
  readonly legend: MessageKey;
  readonly name: string;
  readonly choices: readonly Choice<T>[];
  readonly value: T;
  readonly translate: Translate;
  readonly onPick: (value: T) => void;
}) {
  return (
    <fieldset>
      <legend>{translate(legend)}</legend>
      {choices.map((choice) => (
        <label class="choice">
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onPick(choice.value)}
          />
          {translate(choice.label)}
        </label>
      ))}
    </fieldset>
  );
}

export function Slider({
  label,
  shown,
  translate,
  onPick,
  ...range
}: {
  readonly label: MessageKey;
  readonly shown: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  readonly translate: Translate;
  readonly onPick: (value: number) => void;
}) {
  return (
    <label class="slider">
      <span>{translate(label)}</span>
      <input
        type="range"
        {...range}
        aria-valuetext={shown}
        onInput={(event) => onPick(event.currentTarget.valueAsNumber)}
      />
      <output>{shown}</output>
    </label>
  );
}
