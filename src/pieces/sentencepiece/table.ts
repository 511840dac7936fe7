/** A stretch of normalised text that is one piece; -1 for what the model has no piece for. */
export interface Segment {
  readonly piece: number;
  readonly start: number;
  readonly end: number;
}

/** The pieces a stretch may be, and what is known of them. */
export interface PieceTable {
  /** The number of a piece that text can become: a normal, a user-defined or an unused one. */
  readonly numbers: ReadonlyMap<string, number>;
  /** In double precision where scores are to be summed so. */
  readonly scores: Float32Array | Float64Array;
  readonly types: Uint8Array;
  /** The UTF-16 units of the longest user-defined symbol at a place; 0 for none. */
  userDefinedAt(text: string, place: number): number;
}
