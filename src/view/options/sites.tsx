import { useState } from 'preact/hooks';
import type { SectionProps } from './controls.tsx';

export function Sites({ settings, change, translate }: SectionProps) {
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
        <input
          type="text"
          aria-label={translate('optionsSite')}
          placeholder="www.example.com"
          value={draft}
          onInput={(event) => setDraft(event.currentTarget.value)}
        />
        <button type="submit" disabled={host === null}>
          {translate('optionsAddSite')}
        </button>
      </form>
      <ul class="sites">
        {settings.sitesOff.map((site) => (
          <li key={site}>
            <span>{site}</span>
            <button
              type="button"
              aria-label={translate('optionsRemoveSite', [site])}
              onClick={() => change({ sitesOff: settings.sitesOff.filter((other) => other !== site) })}
            >
              ×
            </button>
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
