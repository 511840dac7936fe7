/**
 * Cosines and sines of rotary positions, kept for as long a sentence as there has been. They are computed here for
 * every backend: WGSL allows its sine to be off by 2^-11, and more beyond π.
 */
export class Rotations {
  readonly #tables = new Map<string, Float32Array<ArrayBuffer>>();

  /**
   * float32 [at least `positions`, size]: for each position size / 2 cosines, then as many sines, of position *
   * theta^(-2t / size).
   */
  table(theta: number, size: number, positions: number): Float32Array<ArrayBuffer> {
    const kind = `${theta} ${size}`;
    const kept = this.#tables.get(kind);
    if (kept && kept.length >= positions * size) return kept;
    const half = size / 2;
    const table = new Float32Array(positions * size);
    for (let position = 0; position < positions; position++) {
      for (let t = 0; t < half; t++) {
        const angle = position * theta ** (-t / half);
        table[position * size + t] = Math.cos(angle);
        table[position * size + half + t] = Math.sin(angle);
      }
    }
    this.#tables.set(kind, table);
    return table;
  }
}
