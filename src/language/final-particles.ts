import type { Morpheme } from '../morphemes/morpheme.ts';
import { conjugationForm, isShort } from './forms.ts';
import { toHiragana } from './kana.ts';

/** What a sound that is drawn out is short: なぁ, ねー, よぅ. */
const DRAWN_OUT = /^(な|ね|よ|わ|さ|ぞ|ぜ)[ぁぇぅあえーッっ]+$/;

/**
 * Whether の ends what is asked or exclaimed (もう食べたの？), where the analyser has that which links nouns: to it ? and ! are
 * nouns. Nothing that is conjugated stands before that.
 */
export function asksWith({ surface }: Morpheme, before: Morpheme | null, after: Morpheme | null): boolean {
  if (surface !== 'の' || !before || !after || !/^[?!]/.test(after.surface)) return false;
  return /^(?:基本形|体言接続)$/.test(conjugationForm(before));
}

/**
 * The dictionary form of a particle that ends a sentence. な is more than a feeling only behind a verb's dictionary
 * form: 行くな, ふざけんな, and いいな.
 * @param before The morpheme that it follows.
 */
export function finalParticle({ surface }: Morpheme, before: Morpheme | null): string {
  const written = toHiragana(surface);
  const sound = DRAWN_OUT.exec(written)?.[1] ?? written;
  if (sound !== 'な') return sound;
  const isWhole = before?.partOfSpeech[0] === '動詞' && (conjugationForm(before) === '基本形' || isShort(before));
  const mayForbid = isWhole && written === 'な';
  return mayForbid ? 'な' : 'なあ';
}
