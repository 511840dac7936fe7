/** How much the long tests do: little in CI, all of it in the nightly job (`npm run fuzz`). */
export const nightly = process.env['ANAUME_NIGHTLY'] === '1';

export const sizes = nightly
  ? { fuzz: 100_000, kills: 100, selections: 1000, tabs: 50 }
  : { fuzz: 2_000, kills: 12, selections: 80, tabs: 8 };

/** Every random choice of the tests comes from here, so that a failure can be seen again. */
export const SEED = 20_261_123;
