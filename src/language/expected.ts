import type { Morpheme } from '../morphemes/morpheme.ts';
import { conjugationForm } from './forms.ts';

/** A morpheme to expect: surface or base form, and the beginnings of its part of speech and of its form. */
export interface Expected {
  readonly surface?: readonly string[];
  readonly base?: readonly string[];
  readonly pos: string;
  readonly form?: string;
}

/** What is divided by |. */
export const list = (text: string): readonly string[] => text.split('|');
/** A particle, of several spellings. */
export const particle = (surface: string): Expected => ({ surface: list(surface), pos: '助詞' });
/** An auxiliary, by dictionary form. */
export const auxiliary = (base: string, form?: string): Expected => ({
  base: list(base),
  pos: '助動詞',
  ...(form === undefined ? {} : { form }),
});
/** A verb, by dictionary form. */
export const helper = (base: string, form?: string): Expected => ({
  base: list(base),
  pos: '動詞',
  ...(form === undefined ? {} : { form }),
});
/** An adjective, by dictionary form. */
export const adjective = (base: string): Expected => ({ base: list(base), pos: '形容詞' });

/** Whether `morpheme` is what is expected. */
export function fits(morpheme: Morpheme, { surface, base, pos, form }: Expected): boolean {
  return (
    (surface === undefined || surface.includes(morpheme.surface)) &&
    (base === undefined || base.includes(morpheme.baseForm ?? morpheme.surface)) &&
    morpheme.features.join(',').startsWith(pos) &&
    (form === undefined || conjugationForm(morpheme).startsWith(form))
  );
}
