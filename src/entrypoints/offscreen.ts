import { hostWorker } from '../extension/offscreen-host.ts';
import { markStuck } from '../worker/stuck.ts';

hostWorker('worker.js', markStuck);
