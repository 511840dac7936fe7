import { hostWorker } from '../extension/offscreen-host.ts';

hostWorker('worker.js');
