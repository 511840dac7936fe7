import type { Morpheme } from '../morphemes/morpheme.ts';
import type { Bunsetsu } from './bunsetsu.ts';
import { isMark } from './classes.ts';
import { conjugationForm } from './forms.ts';

/** What a parser is told of a bunsetsu beside the model's hidden states. */
export interface BunsetsuForm {
  /** The content word that it is about, its last: index into the morphemes. */
  readonly content: number;
  /** The word that says how it stands to its head, the last that is no mark: index into the morphemes. */
  readonly function: number;
  /**
   * Part of speech (and inflected form) of the content word; its base form; the function word; the function word before
   * that one.
   */
  readonly features: readonly [content: string, base: string, function_: string, before: string, marks: string];
}

const FUNCTION = new Set(['助詞', '助動詞']);

/** The forms of a text's bunsetsu, in order. */
export function formsOf(text: string, bunsetsu: readonly Bunsetsu[], morphemes: readonly Morpheme[]): BunsetsuForm[] {
  let depth = 0;
  return bunsetsu.map(({ start, end, firstMorpheme, endMorpheme }) => {
    let content = -1;
    let last = -1;
    for (let i = firstMorpheme; i < endMorpheme; i++) {
      const morpheme = morphemes[i]!;
      if (isMark(morpheme)) continue;
      last = i;
      // よって in によって is what that bunsetsu is about.
      if (!FUNCTION.has(morpheme.partOfSpeech[0]!) || (i === firstMorpheme && morpheme.start < start)) content = i;
    }
    if (last < 0) last = endMorpheme - 1;
    if (content < 0) content = firstMorpheme;
    const before = last > firstMorpheme && last - 1 !== content ? wordForm(morphemes[last - 1]!, start, end) : '';
    const written = text.slice(start, end);
    const outside = depth;
    for (const letter of written) depth = Math.max(0, depth + nesting(letter));
    return {
      content,
      function: last,
      features: [
        contentForm(morphemes[content]!),
        morphemes[content]!.baseForm ?? morphemes[content]!.surface,
        wordForm(morphemes[last]!, start, end),
        before,
        `${/[、，,]\s*$/.test(written) ? '、' : /[。．.!?！？]\s*$/.test(written) ? '。' : ''}${Math.min(2, outside)}${Math.min(2, depth)}`,
      ],
    };
  });
}

/** 1 for a bracket that opens, -1 for one that closes, 0 for anything else: what the parser has learnt with. */
export const nesting = (letter: string): number =>
  '「『（(〈《【〔［['.includes(letter) ? 1 : '」』）)〉》】〕］]'.includes(letter) ? -1 : 0;

const inflectedForm = (morpheme: Morpheme): string => conjugationForm(morpheme).replace('*', '');

const contentForm = (morpheme: Morpheme): string =>
  `${morpheme.partOfSpeech.slice(0, 3).join('-')}/${inflectedForm(morpheme)}`;

/**
 * A function word as it stands, any other by its part of speech; of a word that a boundary divides, the part on this
 * side.
 */
function wordForm(morpheme: Morpheme, start: number, end: number): string {
  const { surface } = morpheme;
  if (morpheme.end > end) return `助詞/${surface.slice(0, end - morpheme.start)}`;
  if (morpheme.start < start) return `連語/${surface.slice(start - morpheme.start)}`;
  return FUNCTION.has(morpheme.partOfSpeech[0]!)
    ? `${morpheme.partOfSpeech.slice(0, 2).join('-')}/${surface}/${inflectedForm(morpheme)}`
    : contentForm(morpheme);
}
