import { expect, it } from 'vitest';
import { digitOf, letterOf } from '../../../src/selection/keys.ts';

const key = (name: string, code: string, shiftKey = false) => ({ key: name, code, shiftKey });

it.each([
  ['an English keyboard', key('a', 'KeyA'), 'a'],
  ['the same with Caps Lock', key('Z', 'KeyZ'), 'z'],
  ['a French one', key('a', 'KeyQ'), 'a'],
  ['the key beside it', key('q', 'KeyA'), 'q'],
  ['a German one', key('z', 'KeyY'), 'z'],
  ['a Russian one', key('ф', 'KeyA'), 'a'],
  ['a Greek one', key('Ζ', 'KeyZ', true), 'z'],
  ['an Arabic one', key('ش', 'KeyA'), 'a'],
  ['a Hebrew one', key('ז', 'KeyZ'), 'z'],
  ['a Thai one', key('ฟ', 'KeyA'), 'a'],
  ['no letter', key('ArrowLeft', 'ArrowLeft'), ''],
  ['a letter with a mark', key('é', 'Digit2'), 'é'],
])('the letter of %s', (_, event, expected) => expect(letterOf(event)).toBe(expected));

it.each([
  ['an English keyboard', key('1', 'Digit1'), 1],
  ['the digits at the side', key('3', 'Numpad3'), 3],
  ['the same, which move the caret', key('PageDown', 'Numpad3'), null],
  ['a French one', key('é', 'Digit2'), 2],
  ['a French one with Shift', key('2', 'Digit2', true), 2],
  ['a Persian one', key('۴', 'Digit4'), 4],
  ['Shift with a digit', key('!', 'Digit1', true), null],
  ['a letter', key('a', 'KeyA'), null],
])('the digit of %s', (_, event, expected) => expect(digitOf(event)).toBe(expected));
