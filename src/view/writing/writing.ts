import { toBare } from '../../selection/bare.ts';
import type { FirstEvents } from '../../selection/first.ts';
import type { Gesture } from '../../selection/gesture.ts';
import type { Written } from '../../selection/written.ts';
import type { Service } from '../../protocol/protocol.ts';
import { isSaid } from '../shared/finds.ts';
import { ownWordAt, withOwnWord } from '../shared/own-words.ts';
import type { LiveSettings } from '../shared/settings.ts';
import type { Translate } from '../shared/translate.ts';
import { openCard } from './card.tsx';
import { createChecking, isSame, type Find } from './checking.ts';
import { ignoredIn } from './ignored.ts';
import { openOverlay } from './overlay.ts';

/** Whoever stops for so long (ms) is not in the middle of a word. */
const PAUSE = 800;
/** The caret rests in a find for so long before anything is said of it. */
const REST = 300;

export interface WritingOptions {
  readonly written: Written;
  readonly events: FirstEvents;
  /**
   * A page could have its own texts looked at, and see by our card what is found: only what comes of the user's doing
   * counts.
   */
  readonly gesture: Gesture;
  /** Whether what is there is looked at now, and not when the user is next at it. */
  readonly atOnce: boolean;
  readonly service: Service<'hints'>;
  readonly translate: Translate;
  readonly settings: LiveSettings;
  /** Nothing is under way any more. */
  readonly onIdle: () => void;
  /** The field has gone, or may not be looked at any more. */
  readonly onClose: () => void;
}

export interface Writing {
  /** Moves the focus to what is said of the find at the caret. False where nothing is. */
  focus(): boolean;
  close(): void;
}

/**
 * Underlines finds in what is being written, after a pause. While a key is being handled it only notes that there was
 * one; an input method is left alone.
 */
export function watchWriting({
  written,
  events,
  gesture,
  atOnce,
  service,
  translate,
  settings,
  onIdle,
  onClose,
}: WritingOptions): Writing {
  const { element } = written;
  const window = toBare(element).ownerDocument.defaultView!;
  const overlay = openOverlay(written, events, () => settings.read());
  const ignored = ignoredIn(element);
  let text = '';
  let all: readonly Find[] = [];
  let said: readonly Find[] = [];
  let composing = false;
  /** Of a composition only the keys are told, and some end with a press in the input method's own window. */
  let begunByUser = false;
  /** What is there now has not been looked at. */
  let changing = true;
  let timer = 0;
  let resting = 0;
  let card: { readonly find: Find; focus(): void; close(): void } | null = null;
  let closed = false;

  const draw = () => {
    // The places are those of a text that is no more; the next look draws.
    if (changing) return;
    said = ignored.without(all, text).filter((find) => isSaid(find, text, find.start, settings.read()));
    overlay.show(said);
  };
  const checking = createChecking(
    service,
    (of, finds) => {
      if (of !== text) return;
      all = finds;
      draw();
    },
    onIdle,
  );
  const look = () => {
    timer = 0;
    const now = written.read();
    if (now === null) {
      if (!toBare(element).isConnected) return close();
      // Too long, or something that may not be looked at, and may come to be otherwise.
      checking.stop();
      return onIdle();
    }
    changing = false;
    text = now;
    checking.check(text);
  };
  const lookLater = (byUser = gesture.isRecent()) => {
    window.clearTimeout(timer);
    timer = byUser && !composing ? window.setTimeout(look, PAUSE) : 0;
  };
  const onEdited = () => {
    if (!changing) {
      changing = true;
      overlay.hide();
    }
    card?.close();
    lookLater();
  };

  const showCard = () => {
    // A page empties the field of what was sent, and tells nobody.
    if (!changing && written.isStale()) onEdited();
    const caret = changing || composing ? null : written.caret();
    const find = caret === null ? undefined : said.find(({ start, end }) => start <= caret && caret <= end);
    if (find && card ? isSame(find, card.find) : !find && !card) return;
    card?.close();
    if (find) open(find);
  };
  const apply = async (find: Find) => {
    if (await written.replace(find.start, find.end, find.instead)) return;
    if (closed || card) return;
    if (written.read() === text) open(find, true);
    else onEdited();
  };
  const open = (find: Find, refused = false) => {
    const opened = openCard({
      find,
      refused,
      within: element,
      anchor: () => overlay.boxOf(find),
      events,
      translate,
      settings: settings.read(),
      onApply: () => void apply(find),
      onIgnore() {
        ignored.add(find, text);
        draw();
      },
      onIgnoreAlways() {
        const { ownWords } = settings.read();
        settings.change({ ownWords: withOwnWord(ownWords, ownWordAt(text, find.start, find.end)) });
      },
      onClose: () => (card = null),
    });
    card = { find, ...opened };
  };

  // Nothing of this is awaited by the page: all listeners are passive, and none stops or changes an event.
  // In a shadow tree that is closed a page's events are told of its host only.
  const root = toBare(element).getRootNode();
  const holder = root instanceof ShadowRoot ? root.host : element;
  const within = (event: Event) => event.composedPath().some((node) => node === element || node === holder);
  const stops = [
    events.on(['input'], (event) => {
      if (!within(event)) return;
      // A composition may have begun before this was in the page, or ended unheard, as its field was taken away.
      const { isComposing, isTrusted } = event as InputEvent;
      if (isComposing || isTrusted) composing = isComposing;
      onEdited();
    }),
    events.on(['compositionstart'], (event) => {
      if (!within(event)) return;
      composing = true;
      begunByUser = gesture.isRecent();
      onEdited();
    }),
    events.on(['compositionend'], (event) => {
      if (!within(event)) return;
      composing = false;
      lookLater(begunByUser || gesture.isRecent());
      begunByUser = false;
    }),
    events.on(['selectionchange', 'keyup', 'click'], (event) => {
      // Who has closed the card with Esc does not want it back.
      if (!gesture.isRecent() || (event as KeyboardEvent).key === 'Escape') return;
      if (changing && timer === 0) lookLater();
      window.clearTimeout(resting);
      resting = window.setTimeout(showCard, REST);
    }),
    settings.subscribe(draw),
    // Editors that carry out themselves what is typed let no input event happen.
    written.onMutation(onEdited),
  ];
  const close = () => {
    closed = true;
    window.clearTimeout(timer);
    window.clearTimeout(resting);
    for (const stop of stops) stop();
    checking.stop();
    card?.close();
    overlay.close();
    settings.close();
    onClose();
  };
  if (atOnce || gesture.isRecent()) look();
  return {
    focus() {
      showCard();
      card?.focus();
      return card !== null;
    },
    close,
  };
}
