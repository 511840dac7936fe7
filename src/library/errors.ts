/**
 * `name`: no such name can exist on the hub, or it is taken; `unreachable`: the hub did not answer, or not as
 * expected; `unknown`: it has no such model; `gated`: it gives the model's files only to users it knows; `unusable`:
 * the model has no files this engine reads; `interrupted`: a download broke off: what came is kept, start it again;
 * `damaged`: what arrived is not what the hub announced, or what was stored is no longer what it was; `missing`: no
 * such model is installed; `full`: the disk, or what the browser allows of it; `busy`: another page is installing;
 * `private`: nothing can be kept here, as in a private window; `stuck`: the worker hung in the model.
 */
export type StoreErrorCode =
  | 'name'
  | 'unreachable'
  | 'unknown'
  | 'gated'
  | 'unusable'
  | 'interrupted'
  | 'damaged'
  | 'missing'
  | 'full'
  | 'busy'
  | 'private'
  | 'stuck';

/** What the store cannot do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  /** The model it is about, where that is known. */
  readonly model: string | null;

  constructor(
    code: StoreErrorCode,
    message: string,
    { model = null, ...options }: ErrorOptions & { readonly model?: string | null } = {},
  ) {
    super(message, options);
    this.code = code;
    this.model = model;
  }
}
