import { render } from 'preact';
import { adopt } from '../tooltip/host.ts';
import type { Translate } from '../shared/translate.ts';

export interface WelcomeParts {
  readonly translate: Translate;
  /** The shortcut as the browser granted it; empty where it did not. */
  readonly shortcut: string;
}

/** The page shown once after installing: a sentence ready to select, and the three gestures there are. */
export function mountWelcome(root: Element, parts: WelcomeParts): void {
  adopt(root.ownerDocument, root.ownerDocument);
  render(<Welcome {...parts} />, root);
}

function Welcome({ translate, shortcut }: WelcomeParts) {
  return (
    <main class="page welcome">
      <h1 lang="ja" aria-label="穴埋め">
        穴<span class="hole" />め
      </h1>
      <p class="lead">{translate('welcomeLead')}</p>
      <p class="samples" lang="ja">
        <span id="sample">僕は友達とXXXXをすることが好きだ</span>
        <br />
        <span>お腹が痛いので遅れます。</span>
      </p>
      <ol class="gestures">
        <li>
          <strong>{translate('welcomeSelect')}</strong> {translate('welcomeSelectText')}
        </li>
        <li>
          <strong>{translate('welcomeClick')}</strong> {translate('welcomeClickText')}
        </li>
        <li>
          <strong>{translate('welcomePopup')}</strong> {translate('welcomePopupText')}
        </li>
      </ol>
      {shortcut && (
        <p>
          {translate('welcomeKeyboard')} <kbd>{shortcut}</kbd>
        </p>
      )}
      <p class="hint">{translate('welcomePrivacy')}</p>
      <p>
        <a href="options.html">{translate('welcomeOptions')}</a> ·{' '}
        <a href="conformance.html">{translate('welcomeConformance')}</a>
      </p>
    </main>
  );
}
