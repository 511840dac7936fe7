import { render } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { Settings } from '../../protocol/settings.ts';
import { adopt } from '../shared/adopt.ts';
import { applyAppearance } from '../shared/settings.ts';
import type { MessageKey } from '../shared/translate.ts';
import { Data } from './data.tsx';
import { Look } from './look.tsx';
import { Models } from './models.tsx';
import { Network } from './network.tsx';
import { OwnWords } from './own-words.tsx';
import { Opening } from './opening.tsx';
import type { OptionsParts } from './parts.ts';
import { Sites } from './sites.tsx';

/** The options page. Every change takes effect at once: there is nothing to save. */
export function mountOptions(root: Element, parts: OptionsParts): void {
  adopt(root.ownerDocument, root.ownerDocument);
  render(<Options {...parts} />, root);
}

/** What the list at the side leads to, in the order of the page. */
const sections: readonly (readonly [id: string, name: MessageKey])[] = [
  ['opening', 'optionsOpening'],
  ['sitesOff', 'optionsSites'],
  ['look', 'optionsLook'],
  ['writingSites', 'optionsWriting'],
  ['ownWords', 'optionsOwnWords'],
  ['models', 'optionsModel'],
  ['stored', 'optionsData'],
  ['network', 'optionsNetwork'],
];

function Options({ settings: initial, ...parts }: OptionsParts) {
  const { translate } = parts;
  const [settings, setSettings] = useState(initial);
  /**
   * Counts what was done, here or in another tab: it changes which models there are, what is stored, and how many
   * requests were made.
   */
  const [activity, setActivity] = useState(0);
  const onActivity = () => setActivity((count) => count + 1);
  const take = (changes: Partial<Settings>) => setSettings((current) => ({ ...current, ...changes }));
  // Before the first of them is drawn: none that changes meanwhile is missed.
  useLayoutEffect(() => parts.watchSettings(take), []);
  // What the page's own background and ink are made of holds at its root.
  useLayoutEffect(() => applyAppearance(document.documentElement, settings), [settings]);
  // Texts are read, models loaded and shortcuts set in other tabs.
  useEffect(() => {
    addEventListener('focus', onActivity);
    return () => removeEventListener('focus', onActivity);
  }, []);
  const change = (changes: Partial<Settings>) => {
    take(changes);
    void parts.change(changes);
  };
  const props = { settings, change, translate };
  return (
    <main class="page options">
      <h1>{translate('optionsTitle')}</h1>
      <nav aria-label={translate('optionsContents')}>
        <ul>
          {sections.map(([id, name]) => (
            <li key={id}>
              <a href={`#${id}`}>{translate(name)}</a>
            </li>
          ))}
        </ul>
      </nav>
      <Opening {...props} shortcuts={parts.shortcuts} activity={activity} />
      <Sites {...props} setting="sitesOff" title="optionsSites" hint="optionsSitesHint" />
      <Look {...props} />
      <Sites {...props} setting="writingSites" title="optionsWriting" hint="optionsWritingHint" />
      <OwnWords {...props} />
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
