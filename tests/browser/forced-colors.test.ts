import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openComponents, type Components } from './support/components.ts';

let components: Components;
let page: Page;

beforeAll(async () => {
  components = await openComponents();
  ({ page } = components);
  await components.show();
  // Puppeteer does not know of forced colours.
  const session = await page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
});
afterAll(() => components?.close());

describe('with forced colours', () => {
  it('what depends on what is told by lines, and the rest has none', async () => {
    const state = '[data-state="dependencies, open"]';
    await page.waitForSelector(`${state} .bunsetsu .head`);
    const lines = await page.$$eval(`${state} :is(.bunsetsu, .tree) button`, (buttons) =>
      buttons.map((button) => {
        const { borderBlockEndColor, borderBlockEndStyle, backgroundColor } = getComputedStyle(button);
        const paper = getComputedStyle(document.documentElement).backgroundColor;
        return {
          related: button.matches('.head, .other-head, .dependent'),
          drawn: ![paper, backgroundColor].includes(borderBlockEndColor) && borderBlockEndStyle !== 'none',
        };
      }),
    );
    expect(lines.some(({ related }) => related)).toBe(true);
    expect(lines.filter(({ related, drawn }) => related !== drawn)).toEqual([]);
  });

  it('how much goes to a word is told by how thick its line is', async () => {
    const state = '[data-state="attention, open"]';
    await page.waitForSelector(`${state} .looks span`);
    const thick = (selector: string) =>
      page.$$eval(`${state} ${selector}`, (all) =>
        all.map((element) => {
          const { backgroundImage, backgroundSize, color, backgroundColor } = getComputedStyle(element);
          return backgroundImage.startsWith('linear-gradient') && color !== backgroundColor
            ? parseFloat(/(?:calc\()?([\d.]+)%\)?$/.exec(backgroundSize)![1]!)
            : null;
        }),
      );
    const [most, least] = await thick('.heads button');
    expect(most).toBeGreaterThan(least!);
    const words = await thick('.looks span');
    expect(words).toEqual(words.toSorted((a, b) => b! - a!));
    expect(words[0]).toBeGreaterThan(words.at(-1)!);
  });
});
