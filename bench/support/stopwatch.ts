import type { CDPSession, Page } from 'puppeteer';
import type { ExtensionBrowser } from '../../scripts/browser/launch.ts';

/** Milliseconds from letting go of the mouse. */
export interface Times {
  /** Until the words, or the empty box of the floor, are painted. */
  readonly painted: number;
  /** Until candidates are painted; null where none were waited for. */
  readonly candidates: number | null;
  /** The longest that the page's thread was busy in one go until then. */
  readonly longestTask: number;
  /** CPU time of the page's thread until then. */
  readonly cpu: number;
}

/** In the content script's world. After `arm`, `wait` resolves once everything that was asked for is painted. */
const INSTRUMENTS = `
  const attach = Element.prototype.attachShadow;
  let marks, done, wanted;
  const painted = (name) => {
    if (!marks || marks[name] !== undefined) return;
    marks[name] = 0;
    requestAnimationFrame(() => setTimeout(() => {
      marks[name] = performance.now() - marks.start;
      if (!wanted.every((one) => marks[one])) return;
      beating = false;
      setTimeout(done, 10, marks);
    }));
  };
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    new MutationObserver(() => {
      if (root.querySelector('[data-word]')) painted('words');
      if (root.querySelector('.candidate')) painted('candidates');
    }).observe(root, { childList: true, subtree: true });
    return root;
  };
  // Long tasks by their shadow: a timer that fires as often as it may, and how long it was kept waiting. What browsers
  // report as long tasks leaves out those of content scripts.
  const beat = (last) => {
    const now = performance.now();
    if (marks) marks.longestTask = Math.max(marks.longestTask, now - last);
    if (beating) setTimeout(beat, 0, now);
  };
  let beating = false;
  let box = null;
  addEventListener('pointerup', (event) => {
    if (!wanted) return;
    marks = { start: event.timeStamp, longestTask: 0 };
    beating = true;
    setTimeout(beat, 0, performance.now());
    if (!wanted.includes('floor')) return;
    box = document.createElement('div');
    attach.call(box, { mode: 'closed' }).append('…');
    box.popover = 'manual';
    document.documentElement.append(box);
    box.showPopover();
    painted('floor');
  }, { capture: true });
  let measured;
  globalThis.arm = (names) => {
    box?.remove();
    wanted = names;
    measured = new Promise((resolve) => (done = resolve));
  };
  globalThis.wait = () => measured;
`;

/**
 * Selects with the mouse in tests/pages/sample.html and measures from within the content script's own world, which sees
 * the closed shadow root being attached: the product carries no marks for it.
 */
export class Stopwatch {
  private constructor(
    readonly page: Page,
    private readonly session: CDPSession,
    private readonly contextId: number,
  ) {}

  static async on({ browser, id }: ExtensionBrowser, url: string): Promise<Stopwatch> {
    const page = await browser.newPage();
    const session = await page.createCDPSession();
    const world = new Promise<number>((resolve) => {
      session.on('Runtime.executionContextCreated', ({ context }) => {
        if (context.origin === `chrome-extension://${id}`) resolve(context.id);
      });
    });
    await page.goto(url);
    await session.send('Runtime.enable');
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const stopwatch = new Stopwatch(page, session, await world);
    await stopwatch.evaluate(INSTRUMENTS);
    return stopwatch;
  }

  /**
   * Selects `text` and waits until its words, and its candidates if wanted, are painted. @param drag How long the mouse
   * stays down (ms).
   */
  select(text: string, withCandidates: boolean, drag = 0): Promise<Times> {
    return this.measure(text, withCandidates ? ['words', 'candidates'] : ['words'], drag);
  }

  /**
   * The same press of the mouse, but all that happens is an empty box in a shadow root: what a browser takes on this
   * machine in any case.
   */
  floor(): Promise<Times> {
    return this.measure('There is no Japanese in this sentence. '.repeat(5), ['floor']);
  }

  private async measure(text: string, wanted: readonly string[], drag = 0): Promise<Times> {
    await this.page.keyboard.press('Escape');
    const [from, to] = await this.page.evaluate((wanted) => {
      getSelection()!.removeAllRanges();
      const paragraph = document.querySelector('#prose')!;
      paragraph.textContent = wanted;
      paragraph.scrollIntoView({ block: 'center' });
      const range = document.createRange();
      range.selectNodeContents(paragraph);
      const rects = [...range.getClientRects()];
      return [
        [rects[0]!.left + 1, rects[0]!.top + 5],
        [rects.at(-1).right - 1, rects.at(-1).top + 5],
      ] as const;
    }, text);
    await this.page.mouse.move(from[0], from[1]);
    await this.page.mouse.down();
    await this.page.mouse.move(to[0], to[1], { steps: 2 });
    if (drag > 0) await new Promise((resolve) => setTimeout(resolve, drag));
    const before = await this.cpu();
    await this.evaluate(`arm(${JSON.stringify(wanted)})`);
    await this.page.mouse.up();
    const marks = (await this.evaluate('wait()')) as Record<string, number>;
    return {
      painted: marks[wanted[0]!]!,
      candidates: marks['candidates'] ?? null,
      longestTask: marks['longestTask']!,
      cpu: (await this.cpu()) - before,
    };
  }

  private async cpu(): Promise<number> {
    const { metrics } = await this.session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
  }

  private async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.session.send('Runtime.evaluate', {
      expression,
      contextId: this.contextId,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value;
  }
}
