import { SHOWN_CANDIDATES, TEXT_SIZE } from '../../protocol/limits.ts';
import type { Settings } from '../../protocol/settings.ts';
import { Checkbox } from '../shared/checkbox.tsx';
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
        min={TEXT_SIZE.least}
        max={TEXT_SIZE.most}
        step={0.05}
        value={settings.textSize}
        translate={translate}
        onPick={(textSize) => change({ textSize })}
      />
      <Slider
        label="optionsCandidates"
        shown={String(settings.candidates)}
        min={SHOWN_CANDIDATES.least}
        max={SHOWN_CANDIDATES.most}
        step={1}
        value={settings.candidates}
        translate={translate}
        onPick={(candidates) => change({ candidates })}
      />
      <Checkbox checked={!settings.anyClass} onChange={(checked) => change({ anyClass: !checked })}>
        {translate('optionsSameClass')}
      </Checkbox>
      <Checkbox checked={settings.pieces} onChange={(checked) => change({ pieces: checked })}>
        {translate('optionsPieces')}
      </Checkbox>
      <Checkbox checked={settings.grouped} onChange={(checked) => change({ grouped: checked })}>
        {translate('optionsGrouped')}
      </Checkbox>
      <Checkbox checked={settings.meanings} onChange={(checked) => change({ meanings: checked })}>
        {translate('optionsMeanings')}
      </Checkbox>
      <p class="fine">{translate('creditEdict')}</p>
    </section>
  );
}
