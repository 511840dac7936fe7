import type { Outcome } from '../../../src/protocol/outcome.ts';
import type { CallOptions, EngineStatus, Method, Service } from '../../../src/protocol/protocol.ts';
import {
  defaultViewSettings,
  liveSettings,
  type LiveSettings,
  type ViewSettings,
} from '../../../src/view/shared/settings.ts';
import { captureCaret, captureSelection, type SelectedText } from '../../../src/selection/capture.ts';
import { createWriteBack } from '../../../src/selection/write-back.ts';
import type { OpenRoot } from '../../../src/selection/flat-tree.ts';
import { hearFirst, type FirstEvents } from '../../../src/selection/first.ts';
import { watchGesture } from '../../../src/selection/gesture.ts';
import { hasJapanese } from '../../../src/selection/japanese.ts';
import { watchSelection, type SelectionEvents } from '../../../src/selection/watch.ts';
import { writtenIn, type Stretch } from '../../../src/selection/written.ts';
import { mountPopup } from '../../../src/view/popup/popup.tsx';
import { offerTooltip } from '../../../src/view/tooltip/offer.tsx';
import { openTooltip, type TooltipHandle } from '../../../src/view/tooltip/tooltip.tsx';
import type { Translate } from '../../../src/view/shared/translate.ts';
import { openOverlay } from '../../../src/view/writing/overlay.ts';
import { FULL_DISK } from './full-disk.ts';
import { watchWriting, type Writing } from '../../../src/view/writing/writing.ts';

/**
 * What the browser tests put into a page in place of the extension's entry points: the same selection and view code,
 * with a service that Node answers.
 */
type Messages = Record<string, { readonly message: string }>;

declare global {
  /** Defined by puppeteer: answers a method in Node. */
  function anaumeAnswer(method: string, params: unknown): Promise<Outcome<unknown>>;
  /** Closed shadow roots, recorded before any script ran. */
  var anaumeRoots: ShadowRoot[];
  var anaume: typeof api;
}

const calls: { method: string; params: unknown; aborted: boolean }[] = [];
/** Calls wait here while `hold` is on, so that a test can look at what is shown meanwhile. */
let gate: Promise<void> = Promise.resolve();
let release = () => {};
const listeners = new Set<(status: EngineStatus) => void>();

async function call(
  method: Method,
  params: unknown,
  { signal, onStatus }: CallOptions = {},
): Promise<Outcome<unknown>> {
  const record = { method, params, aborted: false };
  calls.push(record);
  signal?.addEventListener('abort', () => (record.aborted = true));
  if (onStatus) listeners.add(onStatus);
  if (method === 'predict' || method === 'analyze') await gate;
  const outcome = await anaumeAnswer(method, params);
  if (onStatus) listeners.delete(onStatus);
  return signal?.aborted ? { ok: false, failure: { code: 'aborted', detail: '' } } : outcome;
}

const service = new Proxy({} as Service, {
  get: (_, method: Method) => (params: unknown, options?: CallOptions) => call(method, params, options),
});

const translator =
  (messages: Messages): Translate =>
  (key, substitutions = []) =>
    messages[key]!.message.replace(/\$(\d)/g, (_, n: string) => substitutions[Number(n) - 1] ?? '');

const heard = new WeakMap<Document, FirstEvents>();
/** As the content script does, listens once for each document. */
function eventsOf(target: Document): FirstEvents {
  const events = heard.get(target) ?? hearFirst(target);
  heard.set(target, events);
  return events;
}
eventsOf(document);

let selected: SelectedText | null = null;
let handle: TooltipHandle | null = null;

const api = {
  calls,
  closed: 0,
  changes: [] as Partial<ViewSettings>[],
  hasJapanese,
  watchSelection: (target: Document, told: SelectionEvents) => watchSelection(target, eventsOf(target), told),
  capture: (target: Document = document, openRoot?: OpenRoot) => (selected = captureSelection(target, openRoot)),
  createWriteBack,
  captureCaret: () => (selected = captureCaret(document)),
  get selected() {
    return selected;
  },
  get handle() {
    return handle;
  },
  hold() {
    gate = new Promise((resolve) => (release = resolve));
  },
  release: () => release(),
  report(status: EngineStatus) {
    for (const listener of listeners) listener(status);
  },
  /** Where there is a side panel. */
  panel: undefined as (() => void) | undefined,
  open(messages: Messages, settings?: Partial<ViewSettings>, target: Document = document): boolean {
    selected = captureSelection(target);
    if (!selected) return false;
    handle = openTooltip({
      selected,
      events: eventsOf(target),
      service,
      translate: translator(messages),
      settings: { ...defaultViewSettings, ...settings },
      onSettings: (changes) => api.changes.push(changes),
      ...(api.panel && { onPanel: api.panel }),
      onClose: () => api.closed++,
    });
    return true;
  },
  /** The small button in place of the tooltip. */
  offer(messages: Messages): void {
    offerTooltip({
      selected: captureSelection(document)!,
      events: eventsOf(document),
      translate: translator(messages),
      settings: defaultViewSettings,
      onAccept: () => {},
      onClose: () => api.closed++,
    });
  },
  /** Underlines stretches of the field that has the focus. */
  underline(...stretches: Stretch[]) {
    const written = writtenIn(document, () => false)!;
    written.read();
    openOverlay(written, eventsOf(document), () => defaultViewSettings).show(stretches);
  },
  /** The settings by which it is looked at. */
  writing: null as LiveSettings | null,
  writer: null as Writing | null,
  /** Looks at what is written in the field that has the focus. */
  watchWriting(messages: Messages) {
    const events = eventsOf(document);
    api.writer = watchWriting({
      written: writtenIn(document, () => false)!,
      events,
      gesture: watchGesture(events),
      atOnce: true,
      service,
      translate: translator(messages),
      settings: (api.writing = liveSettings({})),
      onIdle: () => {},
      onClose: () => {},
    });
  },
  /** Whether what is written in the element that has the focus may be looked at, asked for or not. */
  mayLook: (isAsked: boolean, password?: string) =>
    writtenIn(
      document,
      () => isAsked,
      undefined,
      password === undefined ? undefined : { has: () => false, isIn: (text) => text.includes(password) },
    )?.read() != null,
  popup(messages: Messages, settings?: Partial<ViewSettings>, recent?: string[] | null) {
    let kept = recent ?? [];
    document.documentElement.lang = messages['uiLanguage']!.message;
    mountPopup(document.body, {
      service,
      translate: translator(messages),
      recent: {
        list: async () => kept.map((text) => ({ text })),
        forget: async (text) => {
          if (text === FULL_DISK) throw new Error('no room');
          kept = kept.filter((other) => other !== text);
        },
        watch: () => {},
        forgetAll: async () => void (kept = []),
      },
      settings: { ...defaultViewSettings, ...settings },
      onSettings: (changes) => api.changes.push(changes),
    });
  },
};
globalThis.anaume = api;
