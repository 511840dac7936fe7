import { WHO } from './asked.ts';
import { isLastSaid } from './conjugated.ts';
import { conjugationForm } from './forms.ts';
import { adjacentBefore, type Morphemes } from './morphemes.ts';

/**
 * Whether what is written as an order from morpheme `particle` on is only supposed: 行くにしろ行かないにしろ, 冗談にせよ, 何であれ. What
 * something is to be like (静かにしろ), and what ends a sentence (お茶にしろ。), is ordered.
 */
export function isSupposed(morphemes: Morphemes, particle: number): boolean {
  const before = adjacentBefore(morphemes, particle);
  if (!before) return false;
  if (conjugationForm(before) === '基本形' || WHO.test(before.surface) || isOneOfTwo(morphemes, particle)) return true;
  const [coarse, fine] = before.partOfSpeech;
  return coarse !== '副詞' && fine !== '形容動詞語幹' && !isLastSaid(morphemes, particle + 2);
}

/** How far the other is looked for. */
const NEAR = 12;

/** Whether the same is written of something else in the sentence: 犬にしろ猫にしろ. */
function isOneOfTwo(morphemes: Morphemes, particle: number): boolean {
  const surfaceAt = (index: number): string | undefined => morphemes[index]?.surface;
  return [-1, 1].some((step) => {
    for (let at = particle + step; Math.abs(at - particle) <= NEAR; at += step) {
      if (!morphemes[at] || morphemes[at]!.partOfSpeech[1] === '句点') return false;
      const isAlike = [0, 1].every((ahead) => surfaceAt(at + ahead) === surfaceAt(particle + ahead));
      if (isAlike) return surfaceAt(at - 1) !== surfaceAt(particle - 1);
    }
    return false;
  });
}
