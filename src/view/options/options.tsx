import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { EngineStatus } from '../../protocol/protocol.ts';
import type { Settings } from '../../protocol/settings.ts';
import { adopt } from '../tooltip/host.ts';
import type { Translate } from '../shared/translate.ts';
import { Data } from './data.tsx';
import { Look } from './look.tsx';
import { Models } from './models.tsx';
import type { ModelService } from './model-section.ts';
import { Network } from './network.tsx';
import { Opening } from './opening.tsx';
import { Sites } from './sites.tsx';

/** A keyboard shortcut as the browser has it now; `keys` is empty where the user has taken it away or the browser did not grant it. */
export interface Shortcut {
  readonly description: string;
  readonly keys: string;
}

/** What is kept on this machine. */
export interface Stored {
  readonly recent: number;
  readonly bytes: number;
  /** Models the user has added, unfinished downloads included. */
  readonly modelBytes: number;
  /** The built-in model as it was prepared for this machine. */
  readonly preparedBytes: number;
}

export interface OptionsParts {
  readonly translate: Translate;
  readonly settings: Settings;
  readonly change: (changes: Partial<Settings>) => Promise<void>;
  /** Calls a listener with the settings whenever another surface has changed them. Returns what ends that. */
  readonly watchSettings: (listener: (settings: Settings) => void) => () => void;
  readonly shortcuts: () => Promise<readonly Shortcut[]>;
  readonly stored: () => Promise<Stored>;
  readonly erase: () => Promise<void>;
  readonly status: () => Promise<EngineStatus | null>;
  readonly models: ModelService;
  /** Requests made to other hosts by the background since it started, and by this page; null when they could not say. */
  readonly requests: () => Promise<{ readonly background: number; readonly page: number } | null>;
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
  /** Counts what was done: it changes which models there are, what is stored, and how many requests were made. */
  const [activity, setActivity] = useState(0);
  const onActivity = () => setActivity((count) => count + 1);
  useEffect(() => parts.watchSettings(setSettings), []);
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
      <Models
        translate={translate}
        service={parts.models}
        status={parts.status}
        activity={activity}
        onActivity={onActivity}
      />
      <Data {...props} stored={parts.stored} erase={parts.erase} activity={activity} onActivity={onActivity} />
      <Network translate={translate} policy={parts.policy} requests={parts.requests} activity={activity} />
    </main>
  );
}
