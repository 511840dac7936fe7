import type { Runtimes } from '../engine/running/runtime.ts';
import { kernel } from './kernel.ts';
import { ort } from './ort.ts';

/** What the engine runs on in a browser. */
export const runtimes: Runtimes = { ort, kernel };
