import { describe, expect, it } from 'vitest';
import { luminance } from '../../../src/view/tooltip/page-theme.ts';

describe('the luminance of a computed colour', () => {
  it.each([
    ['rgb(0, 0, 0)', 0],
    ['rgb(255, 255, 255)', 1],
    ['rgba(255, 255, 255, 0.5)', 1],
    ['rgb(238, 238, 238)', 0.855],
    ['color(srgb 1 1 1)', 1],
    ['color(display-p3 0 0 0 / 0.3)', 0],
    ['lab(100 0 0)', 1],
    ['oklch(0.95 0.02 250)', 0.857],
    ['oklab(1 0 0)', 1],
    ['lab(none 50 0)', 0],
  ])('%s is %f', (colour, expected) => {
    expect(luminance(colour)).toBeCloseTo(expected, 2);
  });

  it.each(['', 'rgb()', 'transparent', 'color(xyz 0 0 0)'])('of %j is not known', (colour) => {
    expect(luminance(colour)).toBeNull();
  });
});
