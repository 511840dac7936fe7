import type { Page } from 'puppeteer';
import { select } from './surface.ts';

/** Selects, captures, and checks on the way that neither the document nor its selection has changed. */
export async function capture(page: Page, selector = '#all'): Promise<string | null> {
  await select(page, selector);
  return await page.evaluate(() => {
    const state = () => {
      const { anchorNode, anchorOffset, focusNode, focusOffset, rangeCount } = getSelection()!;
      return {
        markup: document.documentElement.outerHTML,
        anchorNode,
        anchorOffset,
        focusNode,
        focusOffset,
        rangeCount,
        active: document.activeElement,
      };
    };
    const before = state();
    const selected = anaume.capture();
    const after = state();
    for (const key of Object.keys(before) as (keyof typeof before)[])
      if (before[key] !== after[key]) throw new Error(`${key} has changed`);
    return selected?.text ?? null;
  });
}

/** Every unit of the text but spaces and line breaks leads back to itself in the page. */
export async function leadsBack(page: Page): Promise<boolean> {
  return await page.evaluate(() => {
    const { text, rangeOf } = anaume.selected!;
    return [...text].every((_, at) => /\s/.test(text[at]!) || rangeOf(at, at + 1)?.toString() === text[at]);
  });
}
