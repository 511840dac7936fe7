import { hostWorker } from '../platform/offscreen-host.ts';

hostWorker('worker.js');
