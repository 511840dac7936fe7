import { describe, expect, it } from 'vitest';
import { findBlanks } from '../../../src/pieces/blanks.ts';

const blanks = (text: string) => findBlanks(text).map(({ start, end }) => text.slice(start, end));

describe('blanks', () => {
  it.each([
    'XXXX',
    'XXX',
    'xxxx',
    'ＸＸＸＸ',
    '＿＿',
    '__',
    '＿＿＿＿',
    '〇〇',
    '○○',
    '◯◯',
    '〇〇〇',
    '（　）',
    '( )',
    '（ 　 ）',
  ])('are found: %s', (blank) => {
    expect(blanks(`僕は友達と${blank}をする`)).toEqual([blank]);
    expect(blanks(blank)).toEqual([blank]);
    expect(blanks(`${blank}と${blank}`)).toEqual([blank, blank]);
  });

  it.each([
    '二〇〇〇年',
    '二〇〇九年',
    '一〇〇円',
    '〇〇七',
    '三・〇〇',
    '2〇〇',
    'XX',
    'X',
    'ABXXXX',
    'XXXXB',
    '20XXXX',
    'XxXx',
    '_',
    '__init__',
    'foo__bar',
    '（）',
    '()',
    '(x)',
    '〇',
    '○',
    'foo()',
  ])('are not seen in %s', (text) => {
    expect(blanks(`その${text}は`)).toEqual([]);
  });

  it('of one kind that touch are one, of several kinds are several', () => {
    expect(blanks('〇○◯')).toEqual(['〇○◯']);
    expect(blanks('〇〇万円')).toEqual(['〇〇']);
    expect(blanks('＿＿〇〇')).toEqual(['＿＿', '〇〇']);
    expect(blanks('（　）（　）')).toEqual(['（　）', '（　）']);
  });
});
