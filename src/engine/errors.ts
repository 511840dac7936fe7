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
    super(message, options);
    this.code = code;
  }
}

/**
 * `none`: no backend could run the model; `lost`: the device went away or ran out of memory while running: the session is dead, load again;
 * `disposed`: the model was used after `dispose`; `failed`: this run failed, the session may go on.
 */
export type BackendErrorCode = 'none' | 'lost' | 'disposed' | 'failed';

/** The model is fine but could not be run. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  readonly code: BackendErrorCode;

  constructor(code: BackendErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
