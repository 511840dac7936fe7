import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { EngineStatus } from '../../messages/protocol.ts';
import type { Settings } from '../../messages/settings.ts';
import { adopt } from '../host.ts';
import type { MessageKey, Translate } from '../translate.ts';

/** A keyboard shortcut as the browser has it now; `keys` is empty where the user has taken it away or the browser did not grant it. */
export interface Shortcut {
  readonly description: string;
  readonly keys: string;
}

/** What is kept on this machine. */
export interface Stored {
  readonly recent: number;
  readonly bytes: number;
}

export interface OptionsParts {
  readonly translate: Translate;
  readonly settings: Settings;
  readonly change: (changes: Partial<Settings>) => Promise<void>;
  readonly shortcuts: () => Promise<readonly Shortcut[]>;
  readonly stored: () => Promise<Stored>;
  readonly erase: () => Promise<void>;
  readonly status: () => Promise<EngineStatus | null>;
  /** Requests made to other hosts since the background started; null when it could not say. */
  readonly requests: () => Promise<number | null>;
  /** The content security policy of our own pages and the background. */
  readonly policy: string;
}

/** The options page. Every change takes effect at once: there is nothing to save. */
export function mountOptions(root: Element, parts: OptionsParts): void {
  adopt(root.ownerDocument, root.ownerDocument);
  render(<Options {...parts} />, root);
}

function Options({ settings: initial, ...parts }: OptionsParts) {
  const { translate } = parts;
  const [settings, setSettings] = useState(initial);
  const change = (changes: Partial<Settings>) => {
    setSettings({ ...settings, ...changes });
    void parts.change(changes);
  };
  const props = { settings, change, translate };
  return (
    <main class="page" data-theme={settings.theme}>
      <h1>{translate('optionsTitle')}</h1>
      <Opening {...props} shortcuts={parts.shortcuts} />
      <Sites {...props} />
      <Look {...props} />
      <Model translate={translate} status={parts.status} />
      <Data {...props} stored={parts.stored} erase={parts.erase} />
      <Network translate={translate} policy={parts.policy} requests={parts.requests} />
    </main>
  );
}

interface SectionProps {
  readonly settings: Settings;
  readonly change: (changes: Partial<Settings>) => void;
  readonly translate: Translate;
}

interface Choice<T> {
  readonly value: T;
  readonly label: MessageKey;
  readonly hint?: MessageKey;
}

const triggers: readonly Choice<Settings['trigger']>[] = [
  { value: 'select', label: 'optionsTriggerSelect' },
  { value: 'button', label: 'optionsTriggerButton' },
  { value: 'command', label: 'optionsTriggerCommand' },
];

const themes: readonly Choice<Settings['theme']>[] = [
  { value: 'system', label: 'optionsThemeSystem' },
  { value: 'light', label: 'optionsThemeLight' },
  { value: 'dark', label: 'optionsThemeDark' },
];

function Radios<T extends string>({ legend, name, choices, value, translate, onPick }: {
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
          <input type="radio" name={name} value={choice.value} checked={choice.value === value} onChange={() => onPick(choice.value)} />
          {translate(choice.label)}
        </label>
      ))}
    </fieldset>
  );
}

function Opening({ settings, change, translate, shortcuts }: SectionProps & Pick<OptionsParts, 'shortcuts'>) {
  const [list, setList] = useState<readonly Shortcut[]>([]);
  useEffect(() => void shortcuts().then(setList), [shortcuts]);
  return (
    <section>
      <h2>{translate('optionsOpening')}</h2>
      <Radios legend="optionsTrigger" name="trigger" choices={triggers} value={settings.trigger} translate={translate} onPick={(trigger) => change({ trigger })} />
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

function Sites({ settings, change, translate }: SectionProps) {
  const [draft, setDraft] = useState('');
  const host = hostOf(draft);
  return (
    <section>
      <h2>{translate('optionsSites')}</h2>
      <p class="hint">{translate('optionsSitesHint')}</p>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (!host) return;
          change({ sitesOff: [...new Set([...settings.sitesOff, host])].sort() });
          setDraft('');
        }}
      >
        <input type="text" aria-label={translate('optionsSite')} placeholder="www.example.com" value={draft} onInput={(event) => setDraft(event.currentTarget.value)} />
        <button type="submit" disabled={host === null}>{translate('optionsAddSite')}</button>
      </form>
      <ul class="sites">
        {settings.sitesOff.map((site) => (
          <li key={site}>
            <span>{site}</span>
            <button type="button" aria-label={translate('optionsRemoveSite', [site])} onClick={() => change({ sitesOff: settings.sitesOff.filter((other) => other !== site) })}>×</button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The host name in what the user typed or pasted: a whole address will do. Null where there is none. */
export function hostOf(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return null;
  try {
    const { hostname } = new URL(text.includes('://') ? text : `http://${text}`);
    return hostname === '' ? null : hostname;
  } catch {
    return null;
  }
}

function Look({ settings, change, translate }: SectionProps) {
  return (
    <section>
      <h2>{translate('optionsLook')}</h2>
      <Radios legend="optionsTheme" name="theme" choices={themes} value={settings.theme} translate={translate} onPick={(theme) => change({ theme })} />
      <Slider label="optionsTextSize" shown={`${Math.round(settings.textSize * 100)} %`} min={0.75} max={2} step={0.05} value={settings.textSize} translate={translate} onPick={(textSize) => change({ textSize })} />
      <Slider label="optionsCandidates" shown={String(settings.candidates)} min={3} max={20} step={1} value={settings.candidates} translate={translate} onPick={(candidates) => change({ candidates })} />
      <label class="choice">
        <input type="checkbox" checked={settings.pieces} onChange={(event) => change({ pieces: event.currentTarget.checked })} />
        {translate('optionsPieces')}
      </label>
    </section>
  );
}

function Slider({ label, shown, translate, onPick, ...range }: {
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
      <input type="range" {...range} onInput={(event) => onPick(event.currentTarget.valueAsNumber)} />
      <output>{shown}</output>
    </label>
  );
}

function Model({ translate, status }: Pick<OptionsParts, 'translate' | 'status'>) {
  const [shown, setShown] = useState<EngineStatus | null>(null);
  useEffect(() => void status().then(setShown), [status]);
  return (
    <section>
      <h2>{translate('optionsModel')}</h2>
      <p>{translate('optionsModelText')}</p>
      {shown?.backend && (
        <p class="hint">
          {shown.backend.device === 'webgpu' ? 'WebGPU' : 'Wasm'} · {shown.backend.precision} · {shown.backend.reason}
        </p>
      )}
    </section>
  );
}

function Data({ settings, change, translate, stored, erase }: SectionProps & Pick<OptionsParts, 'stored' | 'erase'>) {
  const [amount, setAmount] = useState<Stored | null>(null);
  const [erased, setErased] = useState(false);
  useEffect(() => void stored().then(setAmount), [stored, erased]);
  return (
    <section>
      <h2>{translate('optionsData')}</h2>
      <label class="choice">
        <input type="checkbox" checked={settings.history} onChange={(event) => change({ history: event.currentTarget.checked })} />
        {translate('optionsHistory')}
      </label>
      <p class="hint">{translate('optionsHistoryHint')}</p>
      {amount && <p>{translate('optionsStored', [String(amount.recent), (amount.bytes / 1024).toFixed(1)])}</p>}
      <button type="button" class="erase" onClick={() => void erase().then(() => setErased(true))}>{translate('optionsErase')}</button>
      <span role="status">{erased && translate('optionsErased')}</span>
    </section>
  );
}

function Network({ translate, policy, requests }: Pick<OptionsParts, 'translate' | 'policy' | 'requests'>) {
  const [count, setCount] = useState<number | null>(null);
  useEffect(() => void requests().then(setCount), [requests]);
  return (
    <section>
      <h2>{translate('optionsNetwork')}</h2>
      <p>{translate('optionsNetworkText', [count === null ? '?' : String(count)])}</p>
      <pre class="policy" tabIndex={0} aria-label={translate('optionsPolicy')}>{policy.replaceAll('; ', ';\n')}</pre>
    </section>
  );
}
