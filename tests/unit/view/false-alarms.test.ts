import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../../scripts/node/paths.ts';
import { strictnesses } from '../../../src/protocol/settings.ts';
import { MEASURED, wordsPerFalseAlarm } from '../../../src/view/panel/false-alarms.ts';

describe('the rate of false alarms beside the slider', () => {
  it('is the one that docs/hints.md publishes', () => {
    const docs = readFileSync(join(root, 'docs/hints.md'), 'utf8');
    const numbers = /^\| all \| ([\d,]+) \| (\d+) \| (\d+) \| (\d+) \|$/m.exec(docs)!.slice(1);
    const [words, ...alarms] = numbers.map((number) => Number(number.replace(',', '')));
    expect(MEASURED.words).toBe(words);
    expect(strictnesses.map((strictness) => MEASURED[strictness])).toEqual(alarms);
  });

  it('is words by alarms, to two figures', () => {
    for (const strictness of strictnesses) {
      const exact = MEASURED.words / MEASURED[strictness];
      expect(Math.abs(wordsPerFalseAlarm(strictness) - exact)).toBeLessThan(exact * 0.05);
      expect(wordsPerFalseAlarm(strictness) % 10).toBe(0);
    }
  });
});
