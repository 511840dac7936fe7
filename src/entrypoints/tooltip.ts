import { createClient } from '../protocol/client.ts';
import { protocol } from '../protocol/protocol.ts';
import type { Settings } from '../protocol/settings.ts';
import { connect, inPrivateWindow, isOrphan } from '../extension/port.ts';
import { changeSettings, onSettingsChange, readSettings } from '../storage/settings.ts';
import { openShadowRoot } from '../extension/shadow.ts';
import { translate } from '../extension/translate.ts';
import { captureCaret, captureSelection, type SelectedText } from '../selection/capture.ts';
import { hearFirst } from '../selection/first.ts';
import { GECKO } from '../selection/gecko.ts';
import { createWriteBack, type WriteBack } from '../selection/write-back.ts';
import { drawUnfindable } from '../view/shared/unfindable.ts';
import { openNotice, type Refused } from '../view/tooltip/notice.tsx';
import { offerTooltip } from '../view/tooltip/offer.tsx';
import { openTooltip, type TooltipHandle } from '../view/tooltip/tooltip.tsx';
import './tooltip-global.ts';

if (GECKO) drawUnfindable();

/** Injected by the background into a frame whose selection has Japanese in it. */
const client = createClient(() => {
  const channel = connect();
  // A background that has ended comes back; an extension that has gone leaves nothing behind.
  channel.onClose(() => isOrphan() && globalThis.anaumeContent?.remove());
  return channel;
}, protocol);
let shown: TooltipHandle | null = null;
let offered: { close(): void } | null = null;
let notice: { close(): void } | null = null;
/** Writes where what was read last stands; the side panel may do so long after the tooltip has closed. */
let writeBack: WriteBack | null = null;

/**
 * The script that had this one injected has heard the window's events from the start; on our own page there is none.
 */
const events = globalThis.anaumeContent?.events ?? hearFirst(document);

/** Says that nothing can be done here, in answer to whoever has asked for it. */
function refuse(asked: Refused, settings: Settings): void {
  notice ??= openNotice({ document, asked, events, translate, settings, onClose: () => (notice = null) });
}

/** @param given What was captured already, and offered. */
async function open(focus: boolean, known?: Settings, given?: SelectedText): Promise<void> {
  // Not awaited where they are known: the words are a turn sooner.
  const settings = known ?? (await readSettings());
  const secrets = globalThis.anaumeContent?.secrets;
  // Who presses the shortcut without a selection asks about the word at the caret.
  const selected =
    given ??
    captureSelection(document, openShadowRoot, secrets) ??
    (focus && !shown ? captureCaret(document, openShadowRoot, secrets) : null);
  if (!selected) {
    // Who selects asks for nothing; who presses the shortcut wants an answer.
    if (focus && shown) shown.focus();
    else if (focus) refuse('reading', settings);
    return;
  }
  offered?.close();
  notice?.close();
  if (!isShown(selected)) {
    shown?.close();
    writeBack = createWriteBack(selected);
    const handle = openTooltip({
      selected,
      events,
      service: client.service,
      translate,
      settings,
      onSettings: (changes) => void changeSettings(changes),
      watchSettings: onSettingsChange,
      // Nothing of a private window is kept, and the panel opens with what was.
      ...(!inPrivateWindow() && {
        onPanel: () =>
          void client.service.openPanel({}).then((outcome) => {
            if (outcome.ok) handle.close();
          }),
      }),
      onClose: () => {
        if (shown !== handle) return;
        shown = null;
        client.close();
      },
    });
    shown = handle;
  }
  if (focus) shown?.focus();
}

/**
 * Whether the open tooltip is about this, or is from now on: replacing a word in a field changes the selection, too,
 * and what is selected by keys changes step by step.
 */
function isShown(selected: SelectedText): boolean {
  if (!shown) return false;
  if (shown.shows(selected)) return true;
  if (!shown.change(selected)) return false;
  writeBack = createWriteBack(selected);
  return true;
}

function offer(settings: Settings): void {
  const selected = captureSelection(document, openShadowRoot, globalThis.anaumeContent?.secrets);
  if (!selected || isShown(selected)) return;
  shown?.close();
  offered?.close();
  const handle = offerTooltip({
    selected,
    events,
    translate,
    settings,
    onAccept: () => void open(false, settings, selected),
    onClose: () => {
      if (offered === handle) offered = null;
    },
  });
  offered = handle;
}

function close(): void {
  shown?.close();
  notice?.close();
  offered?.close();
}

/**
 * Whoever connects is expected to ask; the line is closed again where nobody did, since an open one keeps the page out
 * of the back/forward cache.
 */
function wake(): void {
  void client.service.status({}).then(() => shown ?? client.close());
}

globalThis.anaumeTooltip = {
  open: ({ focus, settings }) => void open(focus, settings),
  offer,
  refuseWriting: () => void readSettings().then((settings) => refuse('writing', settings)),
  wake,
  close,
  async write(...edit) {
    const written = (await writeBack?.(...edit)) ?? false;
    // What the tooltip has read is another text by now, be it only around what was selected.
    if (written) shown?.close();
    return written;
  },
  events,
};
