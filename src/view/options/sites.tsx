import { useState } from 'preact/hooks';
import { siteOf } from '../../selection/sites.ts';
import type { SectionProps } from './controls.tsx';

export function Sites({ settings, change, translate }: SectionProps) {
  const [draft, setDraft] = useState('');
  const host = siteOf(draft);
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
      {host === null && draft.trim() !== '' && <p role="status">{translate('optionsNoSite')}</p>}
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
