import { isAlone } from '../../../src/pieces/added.ts';

/** How texts are cut into pieces, in a page, for pieces.test.ts. */
export const pieces = { isAlone };

declare global {
  var anaumePieces: typeof pieces;
}
globalThis.anaumePieces = pieces;
