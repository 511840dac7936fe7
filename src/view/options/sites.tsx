import { useState } from 'preact/hooks';
import { MAX_SITE, MAX_SITES } from '../../protocol/limits.ts';
import { siteNameOf, siteOf } from '../../selection/sites.ts';
import type { MessageKey } from '../shared/translate.ts';
import { useRowFocus } from '../shared/row-focus.ts';
import type { SectionProps } from './controls.tsx';

interface Props extends SectionProps {
  readonly setting: 'sitesOff' | 'writingSites';
  readonly title: MessageKey;
  readonly hint: MessageKey;
}

/** A list of sites. */
export function Sites({ setting, title, hint, settings, change, translate }: Props) {
  const [draft, setDraft] = useState('');
  const site = siteNameOf(draft);
  const host = site !== null && site.length <= MAX_SITE ? site : null;
  const sites = settings[setting];
  const full = sites.length >= MAX_SITES;
  const { list, leave } = useRowFocus<HTMLUListElement>(sites.length, 'button');
  return (
    <section id={setting} class={setting}>
      <h2>{translate(title)}</h2>
      <p class="hint">{translate(hint)}</p>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (!host || full) return;
          change({ [setting]: [...sites.filter((other) => siteOf(other) !== siteOf(host)), host].sort() });
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
        <button type="submit" disabled={host === null || full}>
          {translate('optionsAddSite')}
        </button>
      </form>
      {draft.trim() !== '' && (host === null || full) && (
        <p role="status">{full ? translate('optionsSitesFull', [String(MAX_SITES)]) : translate('optionsNoSite')}</p>
      )}
      <ul ref={list} tabIndex={-1} class="sites" aria-label={translate(title)}>
        {sites.map((site, row) => (
          <li key={site}>
            <span>{site}</span>
            <button
              type="button"
              aria-label={translate('optionsRemoveSite', [site])}
              onClick={() => {
                leave(row);
                change({ [setting]: sites.filter((other) => other !== site) });
              }}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
