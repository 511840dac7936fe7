import { isAdjacent, type Morphemes } from './morphemes.ts';
import type { WordParts } from './reader-word.ts';

/**
 * What IPADIC has as nouns only or first, newspapers' spelling of 入牢 and the like: the verb, and how its kanji is read.
 */
const VERBS = new Map([
  ['入ろう', { base: '入る', text: 'はい' }],
  ['参ろう', { base: '参る', text: 'まい' }],
  ['回そう', { base: '回す', text: 'まわ' }],
  ['外そう', { base: '外す', text: 'はず' }],
  ['放とう', { base: '放つ', text: 'はな' }],
  ['試そう', { base: '試す', text: 'ため' }],
]);

/** A verb that somebody means to do (中に入ろう), where the analyser has a noun; null where none is at morpheme `first`. */
export function meantVerbAt(morphemes: Morphemes, first: number): WordParts | null {
  const { surface, start, end, partOfSpeech } = morphemes[first]!;
  const verb = partOfSpeech[0] === '名詞' ? VERBS.get(surface) : undefined;
  // 回そうする is 回送する.
  if (!verb || (isAdjacent(morphemes, first + 1) && morphemes[first + 1]!.baseForm === 'する')) return null;
  const { base, text } = verb;
  const own = { rubies: [{ start, end: end - 2, text }], aloud: text + surface.slice(1) };
  return { last: first + 1, stem: first + 1, class: 'verb', base, forms: ['volitional'], own };
}
