import { describe, expect, it } from 'vitest';
import { isLegible } from '../../../src/view/tooltip/legible.ts';

const times = (count: number, filter: string) => Array<string>(count).fill(filter).join(' ');

describe('what is seen through a filter', () => {
  it.each([
    'none',
    'invert(1) hue-rotate(180deg)',
    'invert(90%) hue-rotate(180deg) brightness(90%) contrast(90%)',
    'invert(0.9) hue-rotate(180deg) brightness(1.1) contrast(0.95) saturate(1.5)',
    'invert() hue-rotate(0.5turn)',
    'brightness(0.5)',
    'brightness(1.5) contrast(1.5)',
    'grayscale(1) sepia(0.4)',
    'drop-shadow(2px 2px 2px rgb(0, 0, 0))',
    'drop-shadow(rgba(0, 0, 0, 0.5) 2px 2px 2px) brightness(0.9) drop-shadow(color(srgb 1 1 1) 0px 0px 0px)',
    'blur(0px) saturate(2)',
  ])('%s can be read', (filter) => {
    expect(isLegible(filter)).toBe(true);
  });

  it.each([
    'opacity(0.01)',
    'opacity(30%)',
    times(8, 'opacity(0.5)'),
    times(8, 'opacity(0.9)'),
    times(8, 'invert(0.2)'),
    'invert(0.5)',
    'invert(50%) hue-rotate(180deg)',
    'brightness(1000)',
    'brightness(0)',
    // Ink is still there; buttons are not.
    'brightness(4.7)',
    'sepia(1) brightness(2)',
    times(4, 'brightness(2)'),
    times(4, 'brightness(0.8)'),
    'contrast(0.1)',
    'contrast(1000)',
    'saturate(1000)',
    times(3, 'saturate(2)'),
    times(12, 'sepia(1)'),
    'blur(4px)',
    times(8, 'blur(0.5px)'),
    // What is gone does not come back.
    'contrast(0.01) contrast(100)',
    'brightness(0.9) invert(0.8) opacity(0.8)',
    'drop-shadow(rgb(0, 0, 0) 2px 2px 2px) opacity(0)',
    'url("#mine")',
    'opacity(1) url("data:image/svg+xml,(a)#mine")',
    'unheard-of(1)',
    'drop-shadow(a(b(c)))',
  ])('%s cannot', (filter) => {
    expect(isLegible(filter)).toBe(false);
  });
});
