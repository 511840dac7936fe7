import { useState } from 'preact/hooks';
import type { Service } from '../../protocol/protocol.ts';
import { Badge } from '../shared/badge.tsx';
import { useView } from '../shared/context.ts';
import type { MessageKey } from '../shared/translate.ts';
import { Compare } from './compare.tsx';
import type { Heat } from './heat.ts';
import { useStore } from './store.ts';
import { TextView } from './text-view.tsx';

interface Props {
  readonly service: Service;
  readonly heat: Heat;
}

const tabs = ['text', 'compare'] as const;
type Tab = (typeof tabs)[number];
const names: { readonly [T in Tab]: MessageKey } = { text: 'panelText', compare: 'panelCompare' };

/** The panel's two pages: a text with its surprisal, and two sentences side by side. Both stay as they are while the other is shown. */
export function PanelFrame({ service, heat }: Props) {
  const { translate } = useView();
  const [tab, setTab] = useState<Tab>('text');
  const [pair, setPair] = useState<readonly [string, string]>(['', '']);
  const started = useStore(heat).done.size > 0;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other = tabs[1 - tabs.indexOf(tab)]!;
    setTab(other);
    document.getElementById(`tab-${other}`)?.focus();
  };
  const compare = (sentence: string) => {
    setPair([sentence, sentence]);
    setTab('compare');
  };
  return (
    <main class="panel" lang={translate('uiLanguage')}>
      <h1 class="unseen">{translate('extensionName')}</h1>
      <div class="tabs" role="tablist" aria-label={translate('panelTabs')} onKeyDown={onKeyDown}>
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-controls={`page-${name}`}
            aria-selected={tab === name}
            tabIndex={tab === name ? 0 : -1}
            onClick={() => setTab(name)}
          >
            {translate(names[name])}
          </button>
        ))}
      </div>
      <div class="page" role="tabpanel" id="page-text" aria-labelledby="tab-text" hidden={tab !== 'text'}>
        <TextView service={service} heat={heat} onCompare={compare} />
      </div>
      <div class="page" role="tabpanel" id="page-compare" aria-labelledby="tab-compare" hidden={tab !== 'compare'}>
        <Compare service={service} pair={pair} onPair={setPair} />
      </div>
      <footer>
        <Badge key={started ? 'started' : 'idle'} service={service} />
      </footer>
    </main>
  );
}
