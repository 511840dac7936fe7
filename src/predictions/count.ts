import * as v from 'valibot';

/** How many, the how manieth, or where: a whole number from 0. */
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
