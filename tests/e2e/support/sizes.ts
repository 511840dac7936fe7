/** How much the long tests do: little in `npm test`, all of it in `npm run fuzz`. */
export const fullSize = process.env['ANAUME_FULL'] === '1';

export const sizes = fullSize
  ? { fuzz: 100_000, kills: 100, selections: 1000, tabs: 50 }
  : { fuzz: 2_000, kills: 12, selections: 80, tabs: 8 };

/** Every random choice of the tests comes from here, so that a failure can be seen again. */
export const SEED = 20_261_123;
