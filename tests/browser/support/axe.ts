import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe-core has against a page, a line each.
 * @param inside What of it, as an expression; regions are a whole page's concern.
 * @param off Rules that are not to be held to it.
 */
export const violations = async (page: Page, inside = 'document', off: readonly string[] = []): Promise<string[]> =>
  (await page.evaluate(
    `(async () => { ${axe}; const { violations } = await axe.run(${inside}, { rules: ${JSON.stringify(Object.fromEntries([...(inside === 'document' ? [] : ['region']), ...off].map((rule) => [rule, { enabled: false }])))} }); return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary)); })()`,
  )) as string[];
