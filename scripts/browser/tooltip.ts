import type { CDPSession, Page } from 'puppeteer';

/** The words shown in the tooltip or the popup, without their furigana; null while there are none. Runs in the page. */
export function shownWords(root: ParentNode): string[] | null {
  const words = [...root.querySelectorAll('[data-word] .own')].map((own) => {
    const copy = own.cloneNode(true) as Element;
    for (const reading of copy.querySelectorAll('rt')) reading.remove();
    return copy.textContent;
  });
  return words.length > 0 ? words : null;
}

/**
 * The middle of what is there for a selector, brought into view; null until it is there and stays where it is, and
 * until the tooltip, if it is in one, lets a press count. Runs in the page.
 */
export async function findSteadyMiddle(root: ParentNode, selector: string): Promise<[x: number, y: number] | null> {
  const element = root.querySelector(selector);
  element?.scrollIntoView({ block: 'nearest' });
  const place = () => {
    const { left, top, width, height } = element!.getBoundingClientRect();
    return [left + width / 2, top + height / 2] as [number, number];
  };
  if (!element || element.closest('.tooltip:not([data-still])')) return null;
  const before = place();
  if (element.getBoundingClientRect().width === 0) return null;
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return String(place()) === String(before) ? before : null;
}

/**
 * Looks into the tooltip's closed shadow root. A page cannot; the debugger can, and only the debugger:
 * these functions run in the tooltip's own isolated world through the Chrome DevTools Protocol.
 */
export class Tooltip {
  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
    private readonly objectId: string,
  ) {}

  /** The tooltip of the page's main frame, or null while there is none. */
  static async find(page: Page): Promise<Tooltip | null> {
    const session = await page.createCDPSession();
    const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
    const stack = [root];
    for (let node = stack.pop(); node; node = stack.pop()) {
      const shadow = node.shadowRoots?.[0];
      if (shadow?.shadowRootType === 'closed' && shadow.children?.[0]?.localName === 'bgsound') {
        const { object } = await session.send('DOM.resolveNode', { backendNodeId: shadow.backendNodeId });
        return new Tooltip(page, session, object.objectId!);
      }
      stack.push(...(node.children ?? []), ...(node.contentDocument ? [node.contentDocument] : []));
    }
    await session.detach();
    return null;
  }

  /** Waits until there is a tooltip that shows words or a failure. */
  static async wait(page: Page, timeout = 40_000): Promise<Tooltip> {
    const end = Date.now() + timeout;
    for (;;) {
      const tooltip = await Tooltip.find(page);
      if (tooltip && (await tooltip.evaluate((root) => root.querySelector('[data-word], .failure') !== null)))
        return tooltip;
      if (Date.now() > end) throw new Error(`no ${tooltip ? 'words in the ' : ''}tooltip after ${timeout} ms`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Calls a function on the shadow root; arguments and result travel as JSON. */
  async evaluate<A extends unknown[], R>(run: (root: ShadowRoot, ...args: A) => R, ...args: A): Promise<Awaited<R>> {
    const { result, exceptionDetails } = await this.session.send('Runtime.callFunctionOn', {
      objectId: this.objectId,
      functionDeclaration: `function (...args) { const __name = (f) => f; return (${run.toString()})(this, ...args); }`,
      arguments: args.map((value) => ({ value })),
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as Awaited<R>;
  }

  /** Presses the mouse in the middle of what is there for a selector, once it is there and where it stays. */
  async click(selector: string): Promise<void> {
    await this.page.mouse.click(...(await this.middle(selector)));
  }

  async hover(selector: string): Promise<void> {
    await this.page.mouse.move(...(await this.middle(selector)));
  }

  private middle(selector: string): Promise<[x: number, y: number]> {
    return this.until(findSteadyMiddle, selector);
  }

  /** The words shown, once there are any. */
  words(): Promise<string[]> {
    return this.until(shownWords);
  }

  /** Waits until nothing is under way; the failure shown, if there is one. */
  settled(): Promise<{ failure: string | null }> {
    return this.until((root) => {
      const sheet = root.querySelector('.sheet');
      if (sheet?.getAttribute('aria-busy') !== 'false') return null;
      return { failure: root.querySelector('.failure')?.textContent ?? null };
    });
  }

  /** The candidates shown, best first, for each mask. */
  candidates(): Promise<string[][]> {
    return this.evaluate((root) =>
      [...root.querySelectorAll('.mask')].map((mask) =>
        [...mask.querySelectorAll('.candidate .text')].map((text) => text.textContent),
      ),
    );
  }

  /** Waits until the function returns something truthy, and returns it. */
  async until<A extends unknown[], R>(
    run: (root: ShadowRoot, ...args: A) => R,
    ...args: A
  ): Promise<NonNullable<Awaited<R>>> {
    const end = Date.now() + 40_000;
    for (;;) {
      const value = await this.evaluate(run, ...args);
      if (value) return value;
      if (Date.now() > end)
        throw new Error(
          `the tooltip never satisfied ${run.toString()}: ${await this.evaluate((root) => root.textContent)}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
