import { describe, expect, it } from 'vitest';
import { sentenceAround } from '../../../src/selection/passage.ts';

/** The sentence that is found around the stretch between two bars, with the bars where the stretch is in it. */
function around(marked: string): string {
  const start = marked.indexOf('|');
  const end = marked.lastIndexOf('|') - 1;
  const found = sentenceAround(marked.replaceAll('|', ''), start, end);
  return `${found.text.slice(0, found.start)}|${found.text.slice(found.start, found.end)}|${found.text.slice(found.end)}`;
}

describe('the sentence around a selection', () => {
  it.each([
    ['from its beginning to its end', '昨日は雨だった。ごめん、|寝坊|した！今起きた。', 'ごめん、|寝坊|した！'],
    ['with what closes around it', '前。「|寝坊|した。」次の文。', '「|寝坊|した。」'],
    ['with who says it', '前。「|寝坊|した。早く。」と言った。後。', '「|寝坊|した。早く。」と言った。'],
    ['with the rest of a name', 'モーニング娘。|は|歌った。', 'モーニング娘。|は|歌った。'],
    ['to the ends of the text', '|寝坊|した', '|寝坊|した'],
    ['not over line breaks', '見出し\n|寝坊|した\n次の行', '|寝坊|した'],
    ['of all that is selected', '前。|朝、寝坊した。昼も|だ。後。', '|朝、寝坊した。昼も|だ。'],
    ['of a selection that ends with its end', '前。|寝坊した。|次の文。', '|寝坊した。|'],
    ['without the space before it', 'Hello! 　|寝坊|した。', '|寝坊|した。'],
    ['of a caret', '前。ごめん、||寝坊した。', 'ごめん、||寝坊した。'],
  ])('%s', (_, marked, expected) => {
    expect(around(marked)).toBe(expected);
  });

  it('reads no further than a model would', () => {
    const { text } = sentenceAround('あ'.repeat(5000), 2500, 2502);
    expect(text.length).toBe(402);
  });

  it('takes no character of two units apart', () => {
    for (const start of [2500, 2501]) {
      const { text } = sentenceAround(`${'𠮷'.repeat(1250)}${'あ'.repeat(2)}${'𠮷'.repeat(1250)}`, start, start + 1);
      expect(text.isWellFormed()).toBe(true);
      expect(text.length).toBeGreaterThan(399);
    }
  });
});
