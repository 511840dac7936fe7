import * as ort from 'onnxruntime-web/webgpu';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';

/**
 * ONNX Runtime, the one build in the package, bundled whole: a service worker may not import() later.
 * One thread: there is no cross-origin isolation here.
 */
ort.env.wasm.wasmPaths = { wasm };
ort.env.wasm.numThreads = 1;

export { ort };
