/**
 * What is pressed must have been seen, stood still and shown the same words for so long (ms): shorter than it takes to
 * see something new and press it.
 */
const STILL = 300;

export interface Presses {
  /** To be told of every press of a mouse, finger or pen in the window, when it goes down. */
  down(event: MouseEvent, inside: boolean): void;
  /** Whether the press that went down last was meant for what it is on now. */
  count(): boolean;
  /** Something else has come under the pointer: what is shown was moved or hidden, or shows other words. */
  renew(): void;
  close(): void;
}

/**
 * Tells presses that were meant for what they hit from those for something that was there before: a page that knows
 * where a press will come (the second of a double click) can have the tooltip open or move there. `body` has
 * `data-still` while a press counts.
 */
export function watchPresses(body: HTMLElement): Presses {
  const window = body.ownerDocument.defaultView!;
  let from = Infinity;
  let meant = false;
  let frame = 0;
  let timer = 0;
  const stop = () => {
    window.cancelAnimationFrame(frame);
    window.clearTimeout(timer);
  };
  return {
    down({ timeStamp, detail }, inside) {
      // By when it was pressed, not by when that is heard: a page can keep itself busy in between, and nothing is
      // painted then. The presses of a double click belong together: they are meant for what the first was meant for.
      meant = inside && timeStamp >= from && (detail <= 1 || meant);
    },
    count: () => meant,
    renew() {
      stop();
      from = Infinity;
      meant = false;
      delete body.dataset['still'];
      // At the second frame the first has been painted.
      frame = window.requestAnimationFrame(() => {
        frame = window.requestAnimationFrame(() => {
          timer = window.setTimeout(() => {
            // Where frames are slow, it may have to be moved in the next.
            frame = window.requestAnimationFrame(() => {
              from = window.performance.now();
              body.dataset['still'] = '';
            });
          }, STILL);
        });
      });
    },
    close: stop,
  };
}
