import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../../src/language/sentences.ts';
import { isExpected, nameOf } from '../../../src/view/panel/rule-list.tsx';

describe('what a rule has found', () => {
  const named = (text: string, start: number, rule = 'max-ten') =>
    nameOf({ start, end: start + 1, rule, message: '' }, text, sentencesOf(text));

  it('has the same name after a change to another sentence, and no other has it', () => {
    const name = named('猫が鳴く。犬が、鳴く。', 7);
    expect(named('猫も鳴くのだ。犬が、鳴く。', 9)).toBe(name);
    expect(named('猫が鳴く。犬は、鳴く。', 7)).not.toBe(name);
    expect(named('猫が鳴く。犬が、鳴く。', 6)).not.toBe(name);
    expect(named('猫が鳴く。犬が、鳴く。', 7, 'no-doubled-joshi')).not.toBe(name);
  });
});

describe('a rule on repeated particles', () => {
  it('is silent where the model expects the particle, and until it has been asked', () => {
    const rule = 'no-doubled-joshi';
    expect(isExpected({ rule }, 0.4)).toBe(true);
    expect(isExpected({ rule }, undefined)).toBe(true);
    expect(isExpected({ rule }, 6)).toBe(false);
    expect(isExpected({ rule }, null)).toBe(false);
    expect(isExpected({ rule: 'max-ten' }, 0.4)).toBe(false);
  });
});
