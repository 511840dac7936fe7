import { OFFSET, TILE } from './assembly/abi.ts';
import { padUp } from './layout.ts';

/** Largest magnitude of a weight: 7 bits, so that the dot products of relaxed SIMD are exact. */
const LARGEST = 63;

/**
 * Quantises [outputs, inputs] row-major to 7 bits with a scale for each output (its largest magnitude / 63), into the
 * tiles of a matrix from output `first` on: for every tile of 16 outputs, for every 4 inputs, 16 times 4 bytes; what
 * fills the last 4 up means 0.
 */
export function quantizeTiles(
  values: Float32Array,
  outputs: number,
  inputs: number,
  tiles: Uint8Array,
  scales: Float32Array,
  first: number,
): void {
  for (let output = 0; output < outputs; output++) {
    const row = output * inputs;
    let largest = 0;
    for (let i = 0; i < inputs; i++) {
      const magnitude = Math.abs(values[row + i]!);
      if (magnitude > largest) largest = magnitude;
    }
    const inverse = largest > 0 ? LARGEST / largest : 0;
    const column = first + output;
    scales[column] = largest / LARGEST;
    let at = Math.floor(column / TILE) * TILE * padUp(inputs) + (column % TILE) * 4;
    const end = row + inputs;
    let i = row;
    for (; i + 4 <= end; i += 4, at += 4 * TILE) {
      // Rounded by truncation: what is cut off is above 0.
      tiles[at] = values[i]! * inverse + (OFFSET + 0.5);
      tiles[at + 1] = values[i + 1]! * inverse + (OFFSET + 0.5);
      tiles[at + 2] = values[i + 2]! * inverse + (OFFSET + 0.5);
      tiles[at + 3] = values[i + 3]! * inverse + (OFFSET + 0.5);
    }
    if (i < end)
      for (let k = 0; k < 4; k++) tiles[at + k] = i + k < end ? values[i + k]! * inverse + (OFFSET + 0.5) : OFFSET;
  }
}
