import * as ort from 'onnxruntime-web/jspi';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';

/**
 * ONNX Runtime, the one build in the package, bundled whole: a service worker may not import() later. Of the builds with WebGPU
 * the one on JSPI is 10 MB smaller and as fast on the CPU; the manifest asks for browsers that have JSPI.
 * One thread: there is no cross-origin isolation here.
 */
ort.env.wasm.wasmPaths = { wasm };
ort.env.wasm.numThreads = 1;

export { ort };
