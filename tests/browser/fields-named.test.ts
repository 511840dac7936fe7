import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchSurfaces, messages, type Surfaces } from './support/surface.ts';

let surfaces: Surfaces;
beforeAll(async () => {
  surfaces = await launchSurfaces();
});
afterAll(() => surfaces?.close());

/** Shown to pages as to extensions by Chromium; Firefox shows extensions none of a form's fields. */
it.each([
  ['text', '<form></form>'],
  ['an editor', '<form contenteditable></form>'],
  ['a dialog', '<form role="dialog"></form>'],
])(
  '%s in a form with a field named as what forms have, name by name: read, and the tooltip opens and closes',
  async (_, markup) => {
    const page = await surfaces.page(`<!doctype html><html lang="ja"><meta charset="utf-8">${markup}`);
    const failed = await page.evaluate(
      (texts) => {
        const form = document.querySelector('form')!;
        const names = new Set<string>();
        for (
          let kind: object | null = HTMLFormElement.prototype;
          kind;
          kind = Object.getPrototypeOf(kind) as object | null
        )
          for (const name of Object.getOwnPropertyNames(kind)) names.add(name);
        const replaceChildren = form.replaceChildren.bind(form);
        const problems: string[] = [];
        for (const name of names) {
          const [field, text] = [document.createElement('input'), document.createElement('p')];
          Object.assign(field, { name, hidden: true });
          text.textContent = '友達と遊ぶ。';
          replaceChildren(text, field);
          getSelection()!.selectAllChildren(text);
          try {
            if (anaume.capture()?.text !== '友達と遊ぶ。') problems.push(`${name}: not read`);
            anaume.open(texts, {});
            if (!document.querySelector('[popover=manual]')) problems.push(`${name}: not open`);
            anaume.handle!.close();
            if (document.querySelector('[popover=manual]')) problems.push(`${name}: not closed`);
          } catch (error) {
            problems.push(`${name}: ${String(error)}`);
          }
        }
        return { count: names.size, problems };
      },
      await messages('en'),
    );
    expect(failed.problems).toEqual([]);
    expect(failed.count).toBeGreaterThan(300);
    await page.close();
  },
);
