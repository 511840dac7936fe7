import { describe, expect, it } from 'vitest';
import type { Editable } from '../../../src/selection/editing.ts';
import { writeBack } from '../../../src/selection/write-back.ts';

/** A field's text, as an `Editable` keeps it. */
function made(text: string, changedTo = text) {
  const field = { now: changedTo };
  const editable: Editable = {
    readCurrent: () => field.now,
    selectCurrent: () => {},
    replace: async (start, end, replacement) => {
      if (field.now !== text) return false;
      field.now = field.now.slice(0, start) + replacement + field.now.slice(end);
      return true;
    },
  };
  return { field, editable };
}

describe('writing back', () => {
  it('what was selected', async () => {
    const { field, editable } = made('お茶へ飲む。');
    const selected = { text: 'お茶へ飲む。', passage: null, editable };
    expect(await writeBack(selected, 'お茶へ飲む。', 2, 3, 'を')).toBe(true);
    expect(field.now).toBe('お茶を飲む。');
  });

  it('what was selected within a sentence, and nothing around it', async () => {
    const { field, editable } = made('お茶へ');
    const selected = { text: 'お茶へ', passage: { text: '朝お茶へ飲む。', start: 1, end: 4 }, editable };
    expect(await writeBack(selected, '朝お茶へ飲む。', 5, 6, '')).toBe(false);
    expect(await writeBack(selected, '朝お茶へ飲む。', 0, 2, '')).toBe(false);
    expect(field.now).toBe('お茶へ');
    expect(await writeBack(selected, '朝お茶へ飲む。', 3, 4, 'を')).toBe(true);
    expect(field.now).toBe('お茶を');
  });

  it('what was selected where only its beginning was read, and nothing behind that', async () => {
    const { field, editable } = made('お茶へ飲む。夜は寝る。');
    const selected = { text: field.now, passage: null, editable };
    expect(await writeBack(selected, 'お茶へ飲む。', 6, 7, '朝')).toBe(false);
    expect(await writeBack(selected, 'お茶へ飲む。', 2, 3, 'を')).toBe(true);
    expect(field.now).toBe('お茶を飲む。夜は寝る。');
  });

  it('nothing where another text stands by now, or none can be written', async () => {
    const { field, editable } = made('お茶へ飲む。', 'お茶を飲む。');
    expect(await writeBack({ text: 'お茶へ飲む。', passage: null, editable }, 'お茶へ飲む。', 2, 3, 'を')).toBe(false);
    expect(field.now).toBe('お茶を飲む。');
    expect(await writeBack({ text: '猫', passage: null, editable: null }, '猫', 0, 1, '犬')).toBe(false);
  });
});
