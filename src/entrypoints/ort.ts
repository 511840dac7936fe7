import * as ort from 'onnxruntime-web/jspi';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';

/**
 * ONNX Runtime, the one build in the package, bundled whole. Of the builds with WebGPU the one on JSPI is 10 MB smaller
 * and as fast on the CPU; the manifest asks for browsers that have JSPI. It has threads where its page is isolated
 * (Chrome's offscreen document).
 */
ort.env.wasm.wasmPaths = { wasm };
ort.env.wasm.numThreads = globalThis.crossOriginIsolated ? Math.min(4, navigator.hardwareConcurrency) : 1;

/** Whether this is one of ORT's threads, which load the file that loads ORT again. */
const isThread = self.name.startsWith('em-pthread');

export { isThread, ort };
