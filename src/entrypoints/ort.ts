/** The one build of ONNX Runtime in the package; bundled whole, because a service worker may not import() later. */
export * as ort from 'onnxruntime-web/webgpu';
