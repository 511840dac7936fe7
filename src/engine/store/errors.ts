/**
 * `name`: no such name can exist on the hub; `unreachable`: the hub did not answer, or not as expected; `unknown`: it has no such model;
 * `unusable`: the model has no files this engine reads; `interrupted`: a download broke off: what came is kept, start it again;
 * `damaged`: what arrived is not what the hub announced; `missing`: no such model is installed.
 */
export type StoreErrorCode = 'name' | 'unreachable' | 'unknown' | 'unusable' | 'interrupted' | 'damaged' | 'missing';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
