import type { Backend } from '../predictions/model.ts';

export type Device = Backend['device'];
export type Precision = Backend['precision'];

/** Where and in which numbers a model runs. */
export interface Target {
  readonly device: Device;
  readonly precision: Precision;
}
