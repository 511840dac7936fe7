import type { Settings } from '../../protocol/settings.ts';
import { createFormat } from '../shared/format.ts';
import { Radios, Slider, type Choice, type SectionProps } from './controls.tsx';

const themes: readonly Choice<Settings['theme']>[] = [
  { value: 'system', label: 'optionsThemeSystem' },
  { value: 'page', label: 'optionsThemePage' },
  { value: 'light', label: 'optionsThemeLight' },
  { value: 'dark', label: 'optionsThemeDark' },
];

export function Look({ settings, change, translate }: SectionProps) {
  return (
    <section id="look">
      <h2>{translate('optionsLook')}</h2>
      <Radios
        legend="optionsTheme"
        name="theme"
        choices={themes}
        value={settings.theme}
        translate={translate}
        onPick={(theme) => change({ theme })}
      />
      <Slider
        label="optionsTextSize"
        shown={createFormat(translate).factor(settings.textSize)}
        min={0.75}
        max={2}
        step={0.05}
        value={settings.textSize}
        translate={translate}
        onPick={(textSize) => change({ textSize })}
      />
      <Slider
        label="optionsCandidates"
        shown={String(settings.candidates)}
        min={3}
        max={20}
        step={1}
        value={settings.candidates}
        translate={translate}
        onPick={(candidates) => change({ candidates })}
      />
      <label class="choice">
        <input
          type="checkbox"
          checked={!settings.anyClass}
          onChange={(event) => change({ anyClass: !event.currentTarget.checked })}
        />
        {translate('optionsSameClass')}
      </label>
      <label class="choice">
        <input
          type="checkbox"
          checked={settings.pieces}
          onChange={(event) => change({ pieces: event.currentTarget.checked })}
        />
        {translate('optionsPieces')}
      </label>
      <label class="choice">
        <input
          type="checkbox"
          checked={settings.grouped}
          onChange={(event) => change({ grouped: event.currentTarget.checked })}
        />
        {translate('optionsGrouped')}
      </label>
      <label class="choice">
        <input
          type="checkbox"
          checked={settings.meanings}
          onChange={(event) => change({ meanings: event.currentTarget.checked })}
        />
        {translate('optionsMeanings')}
      </label>
      <p class="fine">{translate('creditEdict')}</p>
    </section>
  );
}
