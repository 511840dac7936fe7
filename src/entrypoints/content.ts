import { createClient } from '../protocol/client.ts';
import { toBare } from '../selection/bare.ts';
import { focusedElement, isField } from '../selection/fields.ts';
import { watchGesture } from '../selection/gesture.ts';
import { hostOf, ownHosts } from '../selection/hosts.ts';
import { isListed } from '../selection/sites.ts';
import { loadTooltip, loadWriting } from '../protocol/protocol.ts';
import type { Settings } from '../protocol/settings.ts';
import { connect } from '../extension/port.ts';
import { openShadowRoot } from '../extension/shadow.ts';
import { readSettings } from '../storage/settings.ts';
import { hearFirst } from '../selection/first.ts';
import { watchSecrets } from '../selection/passwords.ts';
import { watchSelection } from '../selection/watch.ts';
import type { TooltipGlobal, WritingGlobal } from './tooltip-global.ts';

/**
 * What every page loads: it waits for a selection with Japanese in it, has the background put the tooltip into this
 * frame, and opens it. Nothing else of the extension is in the page until then.
 */
// An element with such an id is a property of the window, too: only the global's own properties are ours.
if (Object.hasOwn(globalThis, 'anaumeContent')) globalThis.anaumeContent?.remove();
globalThis.anaumeTooltip = undefined;
globalThis.anaumeWriting = undefined;
// After an update the older script lives on in a world of its own, out of reach; without its tooltip it ends with the
// next selection.
for (const element of document.querySelectorAll('[popover=manual]:empty'))
  if (openShadowRoot(element)?.firstElementChild?.localName === 'bgsound') element.remove();

const events = hearFirst(document);
const gesture = watchGesture(events);
const secrets = watchSecrets(document, events, openShadowRoot);

const client = createClient(connect, { loadTooltip, loadWriting });

/**
 * Without the tooltip there is nothing to offer a retry with, so a background that keeps dying is asked more often than
 * its client would.
 */
const ATTEMPTS = 3;

/** Scripts that are being loaded, which share a line. */
let underWay = 0;

async function load(script: 'loadTooltip' | 'loadWriting'): Promise<void> {
  underWay++;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const loaded = await client.service[script]({});
    if (loaded.ok) break;
    if (loaded.failure.code === 'orphaned') remove();
    if (loaded.failure.code !== 'interrupted') break;
  }
  // The line is only for loading: an open port would keep the page out of the back/forward cache.
  if (--underWay === 0) client.close();
}

/** Loading that is under way: put into the frame twice, the second would know nothing of what the first has opened. */
let loading: Promise<void> | null = null;

async function withTooltip(use: (tooltip: TooltipGlobal) => void): Promise<void> {
  if (!globalThis.anaumeTooltip) await (loading ??= load('loadTooltip').finally(() => (loading = null)));
  if (globalThis.anaumeTooltip) use(globalThis.anaumeTooltip);
}

let loadingWriting: Promise<void> | null = null;

async function withWriting(use: (writing: WritingGlobal) => unknown): Promise<void> {
  if (!globalThis.anaumeWriting) await (loadingWriting ??= load('loadWriting').finally(() => (loadingWriting = null)));
  if (globalThis.anaumeWriting) use(globalThis.anaumeWriting);
}

/**
 * The hosts of this frame and of all around it, as far as a frame is told: what is off in a page is off in its frames.
 */
function hostsAround(): string[] {
  const hosts = ownHosts();
  const add = (url: string) => hosts.push(hostOf(url));
  for (const origin of location.ancestorOrigins ?? []) add(origin);
  if (!location.ancestorOrigins && self !== top) {
    // Firefox before it had them: a frame of another site knows the one around it as what led to it.
    add(document.referrer);
    try {
      for (let frame: Window = self; frame !== frame.parent; frame = frame.parent)
        hosts.push(frame.parent.location.hostname);
    } catch {
      // Of another origin.
    }
  }
  return hosts;
}

async function unlessUnwanted(work: (settings: Settings) => Promise<void>): Promise<void> {
  try {
    const settings = await readSettings();
    if (settings.trigger !== 'command' && !isListed(settings.sitesOff, hostsAround())) await work(settings);
  } catch {
    // Storage is out of reach only once the extension was reloaded or removed: this script is an orphan.
    remove();
  }
}

/** What had the focus when that was last asked. */
let focused: Element | null = null;

/** Where the user wants that, what they write is looked at. */
async function onFocus({ type }: Event): Promise<void> {
  const element = focusedElement(document, openShadowRoot);
  // Within a shadow tree the focus moves unheard, but for what is written then.
  if (type === 'input' && element === focused) return;
  focused = element;
  if (!element || !(isField(element) || (toBare(element) as Partial<HTMLElement>).isContentEditable)) return;
  try {
    const { writingSites } = await readSettings();
    if (isListed(writingSites, ownHosts())) await withWriting((writing) => writing.watch());
    // A page in the back/forward cache hears of no change.
    else globalThis.anaumeWriting?.review();
  } catch {
    remove();
  }
}
const unfocus = events.on(['focus', 'input'], (event) => void onFocus(event));

const unwatch = watchSelection(
  document,
  events,
  {
    // While the user goes on selecting, background and worker start.
    onBegun: () => void unlessUnwanted(() => withTooltip((tooltip) => tooltip.wake())),
    onSelected: () =>
      void unlessUnwanted((settings) =>
        withTooltip((tooltip) =>
          settings.trigger === 'select' ? tooltip.open({ focus: false, settings }) : tooltip.offer(settings),
        ),
      ),
  },
  { openRoot: openShadowRoot, secrets, gesture },
);

function remove(): void {
  unwatch();
  unfocus();
  events.close();
  secrets.close();
  client.close();
  globalThis.anaumeTooltip?.close();
  globalThis.anaumeTooltip = undefined;
  globalThis.anaumeWriting?.close();
  globalThis.anaumeWriting = undefined;
  globalThis.anaumeContent = undefined;
}

globalThis.anaumeContent = {
  command() {
    if (!globalThis.anaumeWriting?.focus()) void withTooltip((tooltip) => tooltip.open({ focus: true }));
  },
  checkWriting: () =>
    void withWriting(async (writing) => {
      if (!(await writing.toggle())) await withTooltip((tooltip) => tooltip.refuseWriting());
    }),
  events,
  gesture,
  secrets,
  remove,
};
