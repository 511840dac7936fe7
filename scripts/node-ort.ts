import * as ort from 'onnxruntime-web';

/** ONNX Runtime Web in Node: the same wasm as in the browser, one thread as in a service worker. */
ort.env.wasm.numThreads = 1;
export { ort };
