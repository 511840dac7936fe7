import type { Frame, Page } from 'puppeteer';
import { Shown, until } from './shown.ts';
import type { ZooCase } from './zoo-cases.ts';

/** Opens the page of a case, and returns the frame to select in once it has what is to be selected. */
export async function openCase(page: Page, origin: string, { page: file, frame: name, argument }: ZooCase): Promise<Frame> {
  await page.goto(`${origin}/zoo/${file}`);
  const frame = name === undefined ? page.mainFrame() : await until(() => namedFrame(page, name), `the frame ${name}`);
  if (argument) await until(() => frame.$(argument), `${argument} in ${file}`);
  return frame;
}

async function namedFrame(page: Page, name: string): Promise<Frame | null> {
  const element = await page.$(`[name="${name}"]`);
  return (await (element as Awaited<ReturnType<typeof page.$<'iframe'>>>)?.contentFrame()) ?? null;
}

/** Selects, and says what the tooltip shows; null for a case in which none may open. */
export async function readCase(frame: Frame, { select, argument = '', words }: ZooCase): Promise<string | null> {
  await frame.evaluate(select, argument);
  if (words !== null) return await Shown.words(frame);
  await settled(frame);
  return (await Shown.find(frame)) ? await Shown.words(frame) : null;
}

/** Longer than a selection must be still to count as made; a test for "nothing happens" has nothing to wait for. */
async function settled(frame: Frame): Promise<void> {
  await frame.evaluate(() => new Promise((resolve) => setTimeout(resolve, 600)));
}
