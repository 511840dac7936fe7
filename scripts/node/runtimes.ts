import * as ort from 'onnxruntime-web';
import type { Runtimes } from '../../src/engine/running/runtime.ts';
import { kernel } from '../extension/kernel.ts';

/** ONNX Runtime Web in Node: the same wasm as in the browser, one thread as in a service worker. */
ort.env.wasm.numThreads = 1;

/** What the engine runs on in Node. */
export const runtimes: Runtimes = { ort, kernel };
