import type { Material, Proposal } from './proposal.ts';

/** Endings of adjectives, and what a noun that describes (きれい, 静か) has in their place. */
const ENDINGS: Readonly<Record<string, string>> = {
  かった: 'だった',
  かろう: 'だろう',
  くない: 'じゃない',
  くなか: 'じゃなか',
  くて: 'で',
  ければ: 'なら',
};
const ENDING = new RegExp(`(?=(${Object.keys(ENDINGS).join('|')}))`, 'g');
/** The longest word looked for before one, in characters. */
const LONGEST = 7;
/** Bits that speak for it before the model is asked: かった behind a noun may be 買った. */
const ADJECTIVE = 10;
const NOUN = 2;

/**
 * Adjectives that keep their い before an ending (楽しいかった, 楽しかった; いいかった, よかった), and nouns that take an ending of
 * adjectives (きれいくない, きれいじゃない). Learners inflect so by analogy, and the analyser finds other words in it (楽し|いかっ|た).
 */
export function proposeInflections({ encoding: { text, words }, lexicon }: Material): Proposal[] {
  const begins = new Set(words.map(({ start }) => start));
  const isA = (word: string, coarse: string, fine: string) =>
    lexicon.entries(word).some(({ partOfSpeech }) => partOfSpeech[0] === coarse && partOfSpeech[1] === fine);
  const isAdjective = (word: string) => word.endsWith('い') && isA(word, '形容詞', '自立');
  return Array.from(text.matchAll(ENDING)).flatMap(({ index: end, 1: ending }): Proposal[] => {
    for (let start = Math.max(0, end - LONGEST); start < end; start++) {
      if (!begins.has(start)) continue;
      const word = text.slice(start, end);
      // 暖かくない and 楽しかった are as they should be.
      if (isAdjective(`${word}い`)) return [];
      if (word === 'いい') return [{ kind: 'inflection', start, end, instead: 'よ', prior: ADJECTIVE }];
      if (isAdjective(word)) return [{ kind: 'inflection', start: end - 1, end, instead: '', prior: ADJECTIVE }];
      if (isA(word, '名詞', '形容動詞語幹'))
        return [{ kind: 'inflection', start: end, end: end + ending!.length, instead: ENDINGS[ending!]!, prior: NOUN }];
    }
    return [];
  });
}
