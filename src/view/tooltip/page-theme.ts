import { toBare } from '../../selection/bare.ts';

/** From this luminance on a text is light, and what it stands on dark (0 to 1, sRGB's linear light). */
const LIGHT = 0.4;

/**
 * Whether an element's text is light on dark, by the colour of the text: what is behind it may be a picture, or
 * somebody else's box. Of all of a document its body is asked, where pages say so. Null where the colour is of a kind
 * that is not known here.
 */
export function isDark(element: Element): boolean | null {
  const { documentElement, body } = toBare(element).ownerDocument;
  const colour = luminance(getComputedStyle(element === documentElement ? (body ?? element) : element).color);
  return colour === null ? null : colour >= LIGHT;
}

/**
 * Of a computed colour: `rgb(…)`, `color(srgb …)`, `lab(…)` or `oklch(…)` and their kin, which begin with a lightness.
 */
export function luminance(colour: string): number | null {
  const [, kind = '', rest = ''] = /^([a-z]+)\(([^)]*)\)$/.exec(colour.replaceAll('none', '0')) ?? [];
  const space = /^[a-z][a-z0-9-]*/.exec(rest)?.[0] ?? '';
  const numbers = rest.slice(space.length).match(/-?[\d.]+(?:e-?\d+)?/g) ?? [];
  const [first = NaN, second = NaN, third = NaN] = numbers.map(Number);
  if (kind === 'rgb' || kind === 'rgba') return weigh(first / 255, second / 255, third / 255);
  if (kind === 'color' && (space === 'srgb' || space === 'display-p3')) return weigh(first, second, third);
  // CIE's lightness is out of 100, Oklab's out of 1; both are near the cube root of luminance.
  if (kind === 'lab' || kind === 'lch') return Number.isNaN(first) ? null : (first / 100) ** 3;
  if (kind === 'oklab' || kind === 'oklch') return Number.isNaN(first) ? null : first ** 3;
  return null;
}

function weigh(...channels: readonly [red: number, green: number, blue: number]): number | null {
  const [red, green, blue] = channels.map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  const sum = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return Number.isNaN(sum) ? null : sum;
}
