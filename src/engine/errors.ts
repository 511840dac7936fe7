/**
 * `missing`: a file or tensor is not there; `damaged`: it is there but cannot be what it says (truncated, malformed);
 * `mismatch`: its shape or type does not fit config.json; `unsupported`: well-formed, but nothing this engine runs.
 */
export type ModelErrorCode = 'missing' | 'damaged' | 'mismatch' | 'unsupported';

/** A model's files cannot be used. The message is one line that names the file or tensor. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly code: ModelErrorCode;

  constructor(code: ModelErrorCode, message: string, options?: ErrorOptions) {
    // Names out of a damaged file may hold anything.
    super(message.replace(/\s*[\r\n\u2028\u2029]\s*/g, ' '), options);
    this.code = code;
  }
}

/**
 * `none`: no backend could run the model; `unprepared`: it was not prepared for this device; `memory`: the last one
 * tried, which needs the least, had not enough memory;
 * `lost`: the device went away or ran out of memory while running: the session is dead, load again; `disposed`: the
 * model was used after `dispose`; `failed`: this run failed, the session may go on.
 */
export type BackendErrorCode = 'none' | 'unprepared' | 'memory' | 'lost' | 'disposed' | 'failed';

/** The model is fine but could not be run. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  readonly code: BackendErrorCode;

  constructor(code: BackendErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Whether an error of ORT or of the browser says that memory ran out: wasm's allocator, `Memory.grow`, an array that
 * cannot be made.
 */
export function isOutOfMemory(error: unknown): boolean {
  return (
    error instanceof RangeError ||
    (error instanceof Error &&
      /bad_alloc|out of memory|could not allocate|allocation failed|\bOOM\b/i.test(error.message))
  );
}

/** Whether a run ended with its device or heap: the session is of no more use. */
export function isLost(error: unknown, device: 'webgpu' | 'wasm'): boolean {
  return (
    device === 'webgpu' ||
    error instanceof WebAssembly.RuntimeError ||
    isOutOfMemory(error) ||
    (error instanceof Error && /abort/i.test(error.message))
  );
}
