import { render } from 'preact';
import type { RubyMessage } from '../../protocol/analysis.ts';
import type { Service } from '../../protocol/protocol.ts';
import { toBare } from '../../selection/bare.ts';
import type { FirstEvents } from '../../selection/first.ts';
import type { SelectedText } from '../../selection/capture.ts';
import type { Editable } from '../../selection/editing.ts';
import { watchEdits } from '../../selection/edits.ts';
import { Surface } from '../shared/surface.tsx';
import { TooltipFrame } from './tooltip-frame.tsx';
import { openHost } from './host.ts';
import { lentFocus } from './lent-focus.ts';
import { isDark } from './page-theme.ts';
import { replaceChosen } from './replacing.ts';
import { createReader, type More } from '../shared/reader.ts';
import { keepAppearance, liveSettings, type SettingsOptions } from '../shared/settings.ts';
import type { Translate } from '../shared/translate.ts';

export interface TooltipOptions extends SettingsOptions {
  readonly selected: SelectedText;
  readonly events: FirstEvents;
  readonly service: Service;
  readonly translate: Translate;
  /** Opens the side panel. */
  readonly onPanel?: () => void;
  readonly onClose: () => void;
}

export interface TooltipHandle {
  close(): void;
  /** Moves the keyboard focus into the tooltip; closing gives it back. */
  focus(): void;
  /** Is about this from now on, in the same place of the page. False where that cannot be. */
  change(selected: SelectedText): boolean;
  /** Whether it is about this text, in this sentence, already. */
  shows(selected: Pick<SelectedText, 'text' | 'passage'>): boolean;
}

/** With no answer after this long (ms), the tooltip says that it is working. */
const PATIENCE = 100;

/** Shows the words of `selected` beside it. The page sees one element more, and after closing none. */
export function openTooltip({
  selected: first,
  events,
  service,
  translate,
  onPanel,
  onClose,
  ...settings
}: TooltipOptions): TooltipHandle {
  let selected = first;
  const document = toBare(selected.within).ownerDocument;
  const window = document.defaultView!;
  const live = liveSettings(settings);
  let { text, passage } = selected;
  let open = true;
  let drawn = false;
  let focusWanted = false;
  /** What has the focus while there is no word to have it. */
  let standIn: HTMLElement | null = null;
  const reader = createReader(
    service,
    () => live.read().candidates,
    () => live.read().anyClass,
  );
  // Asked first: the background works while the host is made here.
  void reader.read(...asked(selected, text, passage, selected.rubies?.()));

  const close = () => {
    if (!open) return;
    open = false;
    window.clearTimeout(patience);
    reader.close();
    live.close();
    edits.close();
    const giveBack = lent.ending();
    host.close();
    render(null, host.body);
    giveBack();
    onClose();
  };
  const readAnew = (changed: string) => {
    text = changed;
    passage &&= {
      text: passage.text.slice(0, passage.start) + changed + passage.text.slice(passage.end),
      start: passage.start,
      end: passage.start + changed.length,
    };
    void reader.read(...asked(selected, text, passage));
  };
  const host = openHost(document, { selected, events, onDismiss: close });
  const lent = lentFocus(host.root, () => selected.within);
  const watch = () => watchEdits(selected, host.element, { onRead: readAnew, onEdited: close });
  let edits = watch();
  keepAppearance(host.body, live, () => isDark(selected.within));
  /** In the lowest room no word is. */
  const firstDrawn = (selector: string): HTMLElement | null =>
    [...host.body.querySelectorAll<HTMLElement>(selector)].find((each) => each.checkVisibility()) ?? null;
  const focus = () => {
    focusWanted = !drawn;
    if (!drawn) return;
    lent.note();
    const word = firstDrawn('.word[tabindex="0"]');
    standIn = word ? null : firstDrawn('button');
    (word ?? standIn)?.focus({ preventScroll: true });
  };
  const onDrawn = () => {
    host.place();
    if (standIn && host.root.activeElement === standIn) focus();
  };
  const replace = async () => {
    const { editable } = selected;
    // One by one, as they are undone.
    const step = editable && {
      replace: (...edit: Parameters<Editable['replace']>) => edits.carryOut(() => editable.replace(...edit)),
    };
    const replaced = await replaceChosen(step, { text, passage }, reader.state);
    if (replaced.text !== text) readAnew(replaced.text);
    return replaced.said;
  };

  const drawNow = () =>
    render(
      <Surface reader={reader} translate={translate} settings={live}>
        <TooltipFrame
          service={service}
          onClose={close}
          onReplace={selected.editable ? replace : undefined}
          onDrawn={onDrawn}
          onPanel={onPanel}
        />
      </Surface>,
      host.body,
    );
  const draw = () => {
    if (drawn || !open) return;
    drawn = true;
    window.clearTimeout(patience);
    unwatch();
    drawNow();
    if (focusWanted) focus();
  };
  const change = (next: SelectedText) => {
    if (!open || toBare(next.within).ownerDocument !== document || !host.follow(next)) return false;
    edits.close();
    selected = next;
    ({ text, passage } = next);
    edits = watch();
    if (drawn) drawNow();
    const [written, more] = asked(next, text, passage, next.rubies?.());
    void reader.read(written, { ...more, changed: true });
    return true;
  };
  let { analysis } = reader.state;
  reader.subscribe(() => {
    if (reader.state.analysis === analysis) return;
    ({ analysis } = reader.state);
    host.renew();
  });
  // An answer that comes at once is the first thing to be seen, not a notice that it is being waited for.
  const unwatch = reader.subscribe(() => queueMicrotask(draw));
  const patience = window.setTimeout(draw, PATIENCE);
  return { close, focus, change, shows: (other) => other.text === text && samePlace(other.passage, passage) };
}

type Asked = Pick<SelectedText, 'text' | 'passage'>;

/** What a reader is to read, what of it was asked for, and the page's own readings of that. */
function asked(
  { editable, goesOn }: Pick<SelectedText, 'editable' | 'goesOn'>,
  text: string,
  passage: Asked['passage'],
  ruby: readonly RubyMessage[] = [],
): [text: string, more: More] {
  const more = { ruby, editable: editable !== null, goesOn };
  if (!passage) return [text, more];
  const { start: at, end } = passage;
  const moved = ruby.map((each) => ({ ...each, start: each.start + at, end: each.end + at }));
  return [passage.text, { ...more, selected: { start: at, end }, ruby: moved }];
}

const samePlace = (one: Asked['passage'], other: Asked['passage']): boolean =>
  one?.text === other?.text && one?.start === other?.start;
