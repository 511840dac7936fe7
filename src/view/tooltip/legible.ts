/**
 * Ink or soft ink, as buttons have it, and the paper beneath, in shares of white: of the light theme, and of the dark
 * one.
 */
const PAIRS = [
  [0.13, 0.9],
  [0.4, 0.9],
  [0.9, 0.13],
  [0.62, 0.13],
] as const;
/** What must be left of the difference between them, in shares of it. */
const ENOUGH = 0.49;
/** How many times contrast and saturation may be what they were. */
const GARISH = 4;
/** Of all blurs together (px). */
const BLURRED = 1;

/** A function, whose arguments may have functions in them. */
const FUNCTION = /([a-z-]+)\(((?:[^()]|\([^()]*\))*)\)/g;

/** What a function makes of a tone. Those that are missing leave grey as it is. */
const tones: Readonly<Record<string, (tone: number, amount: number) => number>> = {
  brightness: (tone, amount) => tone * amount,
  contrast: (tone, amount) => (tone - 0.5) * amount + 0.5,
  invert: (tone, amount) => tone + (1 - 2 * tone) * amount,
  // Filter Effects' matrix brightens grey by about so much.
  sepia: (tone, amount) => tone * (1 + 0.21 * amount),
};
const HARMLESS = /^(?:opacity|brightness|contrast|invert|sepia|grayscale|hue-rotate|saturate|drop-shadow|blur)$/;

/**
 * Whether ink can be told from paper through a filter, after each of its functions: what one takes away no later one
 * brings back.
 * @param filter A computed value of the CSS property. What is not known here, such as the page's own filters (`url()`),
 * may hide anything.
 */
export function isLegible(filter: string): boolean {
  if (filter === 'none') return true;
  if (filter.replace(FUNCTION, '').trim()) return false;
  let pairs: readonly (readonly [ink: number, paper: number])[] = PAIRS;
  let [opacity, blur] = [1, 0];
  const times = { contrast: 1, saturate: 1 };
  return [...filter.matchAll(FUNCTION)].every(([, name = '', argument = '']) => {
    const amount = amountOf(argument);
    const change = (tone: number) => Math.min(1, Math.max(0, tones[name]?.(tone, amount) ?? tone));
    pairs = pairs.map(([ink, paper]) => [change(ink), change(paper)]);
    if (name === 'opacity') opacity *= amount;
    if (name === 'blur') blur += amount;
    if (name === 'contrast' || name === 'saturate') times[name] *= amount;
    return (
      HARMLESS.test(name) &&
      pairs.every(([ink, paper], at) => differenceOf([ink, paper]) * opacity >= differenceOf(PAIRS[at]!) * ENOUGH) &&
      Math.max(times.contrast, times.saturate) <= GARISH &&
      blur <= BLURRED
    );
  });
}

const differenceOf = ([ink, paper]: readonly [number, number]) => Math.abs(ink - paper);

/** Without an argument a function has its whole effect. */
function amountOf(argument: string): number {
  if (argument === '') return 1;
  return parseFloat(argument) / (argument.endsWith('%') ? 100 : 1);
}
