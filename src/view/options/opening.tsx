import { useEffect, useState } from 'preact/hooks';
import type { Settings } from '../../protocol/settings.ts';
import { Radios, type Choice, type SectionProps } from './controls.tsx';
import type { OptionsParts, Shortcut } from './parts.ts';

const triggers: readonly Choice<Settings['trigger']>[] = [
  { value: 'select', label: 'optionsTriggerSelect' },
  { value: 'button', label: 'optionsTriggerButton' },
  { value: 'command', label: 'optionsTriggerCommand' },
];

interface Props extends SectionProps, Pick<OptionsParts, 'shortcuts'> {
  /** Changes when the shortcuts may have changed. */
  readonly activity: number;
}

export function Opening({ settings, change, translate, shortcuts, activity }: Props) {
  const [list, setList] = useState<readonly Shortcut[]>([]);
  useEffect(() => void shortcuts().then(setList), [shortcuts, activity]);
  return (
    <section id="opening">
      <h2>{translate('optionsOpening')}</h2>
      <Radios
        legend="optionsTrigger"
        name="trigger"
        choices={triggers}
        value={settings.trigger}
        translate={translate}
        onPick={(trigger) => change({ trigger })}
      />
      <dl class="shortcuts">
        {list.map(({ description, keys }) => (
          <div>
            <dt>{description}</dt>
            <dd>{keys ? <kbd>{keys}</kbd> : translate('optionsNoShortcut')}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">{translate('optionsShortcutsHint')}</p>
    </section>
  );
}
