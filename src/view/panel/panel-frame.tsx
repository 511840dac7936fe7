import { useRef, useState } from 'preact/hooks';
import type { Service } from '../../protocol/protocol.ts';
import { Badge } from '../shared/badge.tsx';
import { useView } from '../shared/context.ts';
import type { MessageKey } from '../shared/translate.ts';
import { Compare } from './compare.tsx';
import type { Following } from './following.ts';
import type { Heat } from './heat.ts';
import { PracticePage } from './practice-page.tsx';
import { useStore } from '../shared/store.ts';
import { TextView } from './text-view.tsx';

interface Props {
  readonly service: Service;
  readonly heat: Heat;
  readonly following: Following;
}

const tabs = ['text', 'practice', 'compare'] as const;
type Tab = (typeof tabs)[number];
const names: { readonly [T in Tab]: MessageKey } = {
  text: 'panelText',
  practice: 'practice',
  compare: 'panelCompare',
};

/**
 * The panel's pages: a text with its surprisal, the same text as an exercise, and two sentences side by side. Each
 * stays as it is while another is shown.
 */
export function PanelFrame({ service, heat, following }: Props) {
  const { translate } = useView();
  const [tab, setTab] = useState<Tab>('text');
  const [pair, setPair] = useState<readonly [string, string]>(['', '']);
  const page = useRef<HTMLDivElement>(null);
  const started = useStore(heat).done.size > 0;
  const show = (other: Tab) => {
    setTab(other);
    document.getElementById(`tab-${other}`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    show(tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length]!);
  };
  const compare = (...sentences: readonly [string, string]) => {
    setPair(sentences);
    show('compare');
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
      <div ref={page} class="page" role="tabpanel" id="page-text" aria-labelledby="tab-text" hidden={tab !== 'text'}>
        <TextView
          service={service}
          heat={heat}
          following={following}
          shown={tab === 'text'}
          page={page}
          onCompare={compare}
        />
      </div>
      <div class="page" role="tabpanel" id="page-practice" aria-labelledby="tab-practice" hidden={tab !== 'practice'}>
        <PracticePage service={service} following={following} shown={tab === 'practice'} />
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
