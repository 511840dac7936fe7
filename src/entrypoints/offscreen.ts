import { hostWorker } from '../extension/offscreen-host.ts';
import { markStuck } from '../library/stuck.ts';

hostWorker('worker.js', markStuck);
