import type { Target } from '../../predictions/backend.ts';

export type { Target };
export type Device = Target['device'];
export type Precision = Target['precision'];
