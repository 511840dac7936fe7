import type { Translate } from './translate.ts';

/**
 * That the built-in model answers instead of another.
 * @param model Its name; empty where it cannot be read which was chosen. @param gone It is no longer installed.
 */
export function insteadText(translate: Translate, model: string, gone = false): string {
  return model === '' ? translate('modelUnread') : translate(gone ? 'modelGone' : 'modelInstead', [model]);
}
