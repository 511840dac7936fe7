import type { CDPSession, Frame, Page } from 'puppeteer';
import { bidiOf, contextOf, unwrapEvaluated } from '../../../scripts/browser/firefox.ts';
import { findSteadyMiddle } from '../../../scripts/browser/tooltip.ts';
import { fullSize } from './sizes.ts';

/** What the debugger holds for us in Chromium. */
const GROUP = 'shown';
/** Longer in `npm run fuzz`, which takes hours and has the machine seldom to itself. */
const WAIT = fullSize ? 60_000 : 40_000;
const PAUSE = 30;

/**
 * In Firefox text stands before `data` elements (src/view/shared/unfindable.ts): a function that asks for an element's
 * text is told what is seen.
 */
const SEEN_TEXT = `globalThis.seenText ??= ((own) => Object.defineProperty(Node.prototype, 'textContent', { ...own, get() {
  if (!(this instanceof Element)) return own.get.call(this);
  const copy = this.cloneNode(true);
  for (const text of copy.querySelectorAll('data')) text.append(text.value);
  return (this.localName === 'data' ? this.value : '') + own.get.call(copy);
} }))(Object.getOwnPropertyDescriptor(Node.prototype, 'textContent'))`;

/** Calls `look` until it gives something truthy. */
export async function until<T>(look: () => Promise<T> | T, what: string, timeout = WAIT): Promise<NonNullable<T>> {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await look();
    if (value) return value;
    if (Date.now() > end) throw new Error(`${what}: not after ${timeout} ms`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/**
 * The tooltips' hosts of a document and of the open shadow trees in it: in a dialog of a component the tooltip is where
 * the dialog is. A form may have fields named as what it is asked here.
 */
const HOSTS = `((find) => find(document, find))((root, find) =>
  [...root.querySelectorAll('*')].flatMap((element) => [
    ...(Element.prototype.matches.call(element, '[popover=manual]:empty') ? [element] : []),
    ...(element.shadowRoot instanceof ShadowRoot ? find(element.shadowRoot, find) : []),
  ]))`;

/**
 * The tooltip of one frame, seen from inside its closed shadow root, in Chromium and in Firefox. A page cannot look
 * there; a debugger can. Functions run in a world of their own, so a page that overrides prototypes does not reach
 * them.
 */
export class Shown {
  private constructor(
    private readonly page: Page,
    private readonly call: (declaration: string, args: unknown[]) => Promise<unknown>,
  ) {}

  /**
   * Null while the frame has no tooltip. @param place Which of our elements, where there are several: 0 is the first.
   */
  static async find(frame: Frame, place = 0): Promise<Shown | null> {
    const browser = frame.page().browser();
    return (await browser.version()).toLowerCase().startsWith('firefox')
      ? await Shown.inFirefox(frame, place)
      : await Shown.inChromium(frame, place);
  }

  static wait(frame: Frame): Promise<Shown> {
    return until(() => Shown.find(frame), `a tooltip in ${frame.url()}`);
  }

  /**
   * Waits until the words are there, and returns them joined by spaces, with `/` for a line break. A failure is thrown.
   */
  static words(frame: Frame): Promise<string> {
    // Found anew each time: a newer selection may replace the tooltip meanwhile.
    return until(async () => (await Shown.find(frame))?.evaluate(wordsOf), `words in ${frame.url()}`);
  }

  /** Lets go of every tooltip that was looked at: what a debugger holds is never collected. Chromium only. */
  static async release(frame: Frame): Promise<void> {
    await (frame as unknown as { client: CDPSession }).client.send('Runtime.releaseObjectGroup', {
      objectGroup: GROUP,
    });
  }

  /** Chromium's protocol shows closed roots to whoever describes their host. */
  private static async inChromium(frame: Frame, place: number): Promise<Shown | null> {
    const { client, _id: frameId } = frame as unknown as { client: CDPSession; _id: string };
    const { executionContextId } = await client.send('Page.createIsolatedWorld', { frameId, worldName: 'test' });
    const host = await client.send('Runtime.evaluate', {
      contextId: executionContextId,
      expression: `${HOSTS}[${place}]`,
      objectGroup: GROUP,
    });
    const { objectId } = host.result;
    if (!objectId) return null;
    const { node } = await client.send('DOM.describeNode', { objectId, depth: 1 });
    const shadow = node.shadowRoots?.[0];
    if (!shadow) return null;
    const { object } = await client.send('DOM.resolveNode', {
      backendNodeId: shadow.backendNodeId,
      executionContextId,
      objectGroup: GROUP,
    });
    return new Shown(frame.page(), async (declaration, args) => {
      const { result, exceptionDetails } = await client.send('Runtime.callFunctionOn', {
        objectId: object.objectId!,
        functionDeclaration: `function (...args) { return (${declaration})(this, ...args); }`,
        arguments: args.map((value) => ({ value })),
        returnByValue: true,
        awaitPromise: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    });
  }

  /** WebDriver BiDi gives closed roots a name that functions take as an argument. */
  private static async inFirefox(frame: Frame, place: number): Promise<Shown | null> {
    const bidi = bidiOf(frame.page().browser());
    const target = { context: contextOf(frame), sandbox: 'test' };
    const { result } = await bidi.send('script.callFunction', {
      functionDeclaration: `() => ${HOSTS}[${place}]`,
      serializationOptions: { includeShadowTree: 'all', maxDomDepth: 1 },
      awaitPromise: false,
      target,
    });
    const { sharedId } =
      (result as { result: { value?: { shadowRoot?: { sharedId: string } } } }).result.value?.shadowRoot ?? {};
    if (!sharedId) return null;
    return new Shown(frame.page(), async (declaration, args) => {
      const answer = await bidi.send('script.callFunction', {
        // As JSON: BiDi encodes objects in a way of its own.
        functionDeclaration: `async (root) => (${SEEN_TEXT}, JSON.stringify(await (${declaration})(root, ...${JSON.stringify(args)})) ?? null)`,
        arguments: [{ sharedId }],
        awaitPromise: true,
        target,
      });
      const json = unwrapEvaluated(answer);
      return typeof json === 'string' ? (JSON.parse(json) as unknown) : undefined;
    });
  }

  /** Calls a function on the shadow root; arguments and result travel as JSON. */
  async evaluate<A extends unknown[], R>(run: (root: ShadowRoot, ...args: A) => R, ...args: A): Promise<Awaited<R>> {
    return (await this.call(run.toString(), args)) as Awaited<R>;
  }

  /**
   * Presses the mouse in the middle of what is there for a selector, in the page's main frame, once it is there and
   * stays where it is.
   */
  async press(selector: string): Promise<void> {
    const [x, y] = await this.until(findSteadyMiddle, selector);
    await this.page.mouse.click(x, y);
  }

  until<A extends unknown[], R>(
    run: (root: ShadowRoot, ...args: A) => R,
    ...args: A
  ): Promise<NonNullable<Awaited<R>>> {
    return until(() => this.evaluate(run, ...args), run.toString());
  }
}

/** Null until there are words. */
export function wordsOf(root: ShadowRoot): string | null {
  const failure = root.querySelector('[role="alert"]');
  if (failure) throw new Error(failure.textContent ?? 'a failure without words');
  const shown = [...root.querySelectorAll('[data-word], .words br')].map((element) => {
    if (element.localName === 'br') return '/';
    const own = element.querySelector('.own')!.cloneNode(true) as Element;
    for (const reading of own.querySelectorAll('rt')) reading.remove();
    return own.textContent;
  });
  return shown.length > 0 ? shown.join(' ') : null;
}
