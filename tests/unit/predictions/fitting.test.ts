import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseFitting } from '../../../src/predictions/fitting.ts';
import type { MaskPrediction } from '../../../src/predictions/results.ts';
import type { Tokenizer } from '../../../src/pieces/encoding.ts';
import { DEFAULT_MODEL, loadTokenizer } from '../../../src/worker/parts.ts';
import { nodeFiles } from '../../../scripts/node/node-files.ts';
import { root } from '../../../scripts/node/paths.ts';

let tokenizer: Tokenizer;
beforeAll(async () => {
  tokenizer = await loadTokenizer(nodeFiles(root), nodeFiles(join(root, DEFAULT_MODEL)));
});

/** What is offered in place of the word between bars, from candidates with their probabilities. */
function offered(marked: string, found: readonly (readonly [text: string, score: number])[], count = 3): string[] {
  const start = marked.indexOf('|');
  const end = marked.lastIndexOf('|') - 1;
  const encoding = tokenizer.encode(marked.replaceAll('|', ''));
  const morphemes = encoding.words.flatMap((word, index) => (word.start >= start && word.end <= end ? [index] : []));
  const candidates = found.map(([text, score]) => ({ text, pieces: [text], score }));
  const prediction: MaskPrediction = { morphemes, start, end, candidates, original: null };
  return chooseFitting([prediction], encoding, tokenizer, count)[0]!.candidates.map(({ text }) => text);
}

describe('the candidates that are offered', () => {
  it.each([
    [
      'no marks for a noun',
      '|無理|😭',
      [
        ['、', 0.71],
        ['私', 0.05],
        ['！', 0.04],
        ['本当', 0.01],
      ],
      ['私', '本当'],
    ],
    [
      'no particles for a noun',
      '僕は|学校|へ行く。',
      [
        ['に', 0.4],
        ['病院', 0.2],
        ['て', 0.1],
      ],
      ['病院'],
    ],
    [
      'a mark of which the model is nearly sure',
      '今日は|雨|',
      [
        ['。', 0.95],
        ['晴れ', 0.01],
      ],
      ['。', '晴れ'],
    ],
    [
      'words of the same class first',
      '猫が|鳴く|。',
      [
        ['好き', 0.4],
        ['いる', 0.2],
        ['走る', 0.1],
      ],
      ['いる', '走る', '好き'],
    ],
    [
      'particles for a particle first',
      '学校|へ|行く。',
      [
        ['、', 0.3],
        ['に', 0.2],
        ['まで', 0.1],
      ],
      ['に', 'まで'],
    ],
    [
      'what a candidate is in its place',
      '学校|で|遊んだ。',
      [
        ['まで', 0.3],
        ['で', 0.2],
      ],
      ['まで', 'で'],
    ],
    [
      'anything but marks for a blank',
      '僕は友達と|XXXX|をする',
      [
        ['話', 0.3],
        ['。', 0.2],
        ['に', 0.1],
      ],
      ['話', 'に'],
    ],
    [
      'marks for a mark',
      'そうだ|。|',
      [
        ['！', 0.4],
        ['よ', 0.3],
        ['？', 0.1],
      ],
      ['！', '？', 'よ'],
    ],
    [
      'the model’s order for several words',
      '僕は|友達と|遊ぶ',
      [
        ['一緒に', 0.3],
        ['外で', 0.1],
      ],
      ['一緒に', '外で'],
    ],
  ] as const)('%s', (_, marked, found, expected) => {
    expect(offered(marked, found)).toEqual(expected);
  });

  it('has no more than were asked for', () => {
    expect(
      offered(
        '|猫|が鳴く',
        [
          ['犬', 0.4],
          ['鳥', 0.3],
          ['牛', 0.2],
        ],
        2,
      ),
    ).toEqual(['犬', '鳥']);
  });
});
