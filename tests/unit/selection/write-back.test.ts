import { describe, expect, it } from 'vitest';
import { editableIn, type Ground } from '../../../src/selection/editing.ts';
import { createWriteBack } from '../../../src/selection/write-back.ts';

/** A field in which `selected` is selected, and what writes there; the sentence around it is between the bars. */
function made(all: string, selected: string) {
  const [front, text, behind = ''] = all.split('|') as [string, string, string?];
  const field = { now: front + text + behind, from: 0, to: 0 };
  const ground: Ground = {
    document: new EventTarget() as Document,
    read: () => field.now,
    select(from, to) {
      Object.assign(field, { from, to });
      return true;
    },
    collapse: () => void (field.from = field.to),
    allows: () => true,
    insert: (written) => void (field.now = field.now.slice(0, field.from) + written + field.now.slice(field.to)),
  };
  const at = text.indexOf(selected);
  const end = at + selected.length;
  const editable = editableIn(ground, front.length + at, front.length + end);
  const passage = text === selected ? null : { text, start: at, end };
  const of = { text: selected, passage, editable };
  return { field, of, write: createWriteBack(of), selected: () => field.now.slice(field.from, field.to) };
}

describe('writing back', () => {
  it('what was selected', async () => {
    const { field, write } = made('|お茶へ飲む。|', 'お茶へ飲む。');
    expect(await write('お茶へ飲む。', 2, 3, 'を')).toBe(true);
    expect(field.now).toBe('お茶を飲む。');
  });

  it('what was selected within a sentence, and what is around it there, time and again', async () => {
    const { field, write, selected } = made('夜。|朝はお茶へ飲む。|昼。', 'お茶');
    expect(await write('朝はお茶へ飲む。', 4, 5, 'を')).toBe(true);
    expect(field.now).toBe('夜。朝はお茶を飲む。昼。');
    expect(selected()).toBe('お茶');
    expect(await write('朝はお茶を飲む。', 0, 1, '今朝')).toBe(true);
    expect(await write('今朝はお茶を飲む。', 3, 5, '水')).toBe(true);
    expect(field.now).toBe('夜。今朝は水を飲む。昼。');
    expect(selected()).toBe('水');
    expect(await write('今朝は水を飲む。', 0, 3, '')).toBe(true);
    expect(await write('水を飲む。', 2, 4, '飲みました')).toBe(true);
    expect(field.now).toBe('夜。水を飲みました。昼。');
    expect(selected()).toBe('水');
  });

  it.each([
    [1, 3, 'が', '朝が茶飲む。', 'が茶', 0, '湯が茶飲む。'],
    [3, 5, '湯読', '朝はお湯読む。', 'お湯読', 5, '朝はお湯読湯。'],
    [1, 5, '湯', '朝湯む。', '湯', 2, '朝湯湯。'],
  ])('over an edge of what was selected: %i to %i', async (start, end, instead, changed, chosen, at, again) => {
    const { field, write, selected } = made('夜。|朝はお茶飲む。|昼。', 'お茶');
    expect(await write('朝はお茶飲む。', start, end, instead)).toBe(true);
    expect(field.now).toBe(`夜。${changed}昼。`);
    expect(selected()).toBe(chosen);
    expect(await write(changed, at, at + 1, '湯')).toBe(true);
    expect(field.now).toBe(`夜。${again}昼。`);
  });

  it('nothing around it that is not in the field', async () => {
    const { field, of } = made('|お茶へ|', 'お茶へ');
    const write = createWriteBack({ ...of, passage: { text: '朝お茶へ飲む。', start: 1, end: 4 } });
    expect(await write('朝お茶へ飲む。', 5, 6, '')).toBe(false);
    expect(await write('朝お茶へ飲む。', 0, 2, '')).toBe(false);
    expect(field.now).toBe('お茶へ');
    expect(await write('朝お茶へ飲む。', 3, 4, 'を')).toBe(true);
    expect(field.now).toBe('お茶を');
  });

  it('what was selected where only its beginning was read, and nothing behind that', async () => {
    const { field, write } = made('|お茶へ飲む。夜は寝る。|', 'お茶へ飲む。夜は寝る。');
    expect(await write('お茶へ飲む。', 6, 7, '朝')).toBe(false);
    expect(await write('お茶へ飲む。', 2, 3, 'を')).toBe(true);
    expect(field.now).toBe('お茶を飲む。夜は寝る。');
  });

  it('nothing where another text stands by now, or none can be written', async () => {
    const { field, write } = made('夜。|お茶へ飲む。|', 'お茶');
    field.now = '夜。お茶を飲む。';
    expect(await write('お茶へ飲む。', 2, 3, 'を')).toBe(false);
    expect(field.now).toBe('夜。お茶を飲む。');
    expect(await createWriteBack({ text: '猫', passage: null, editable: null })('猫', 0, 1, '犬')).toBe(false);
  });
});
