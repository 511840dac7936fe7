import { ModelError } from '../errors.ts';
import type { Activation } from '../description.ts';

/** How Hugging Face's names for activations map to the two GELUs: exact (erf) and the tanh approximation. */
const activations: Readonly<Record<string, Activation>> = {
  gelu: 'gelu',
  gelu_python: 'gelu',
  gelu_new: 'gelu_tanh',
  gelu_fast: 'gelu_tanh',
  gelu_accurate: 'gelu_tanh',
  gelu_pytorch_tanh: 'gelu_tanh',
  gelu_python_tanh: 'gelu_tanh',
  relu: 'relu',
  silu: 'silu',
  swish: 'silu',
  tanh: 'tanh',
};

/** config.json's fields, each checked when it is asked for. All methods throw ModelError naming the field. */
export class Fields {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(json: unknown) {
    if (typeof json !== 'object' || json === null || Array.isArray(json))
      throw new ModelError('damaged', 'config.json: not an object');
    this.#fields = json as Record<string, unknown>;
  }

  /** A field as it is; undefined where it is not there. */
  get(name: string): unknown {
    return Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined;
  }

  /** A whole number from `least` to `most`. */
  size(name: string, fallback: number, most: number, least = 1): number {
    const value = this.get(name) ?? fallback;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
      throw new ModelError(
        'damaged',
        `config.json: ${name} is ${JSON.stringify(value)}, expected a whole number from ${least} to ${most}`,
      );
    return value;
  }

  /** A number between `above` and `below`. */
  number(name: string, fallback: number, above: number, below: number): number {
    const value = this.get(name) ?? fallback;
    if (typeof value !== 'number' || !(value > above && value < below))
      throw new ModelError('damaged', `config.json: ${name} is ${JSON.stringify(value)}`);
    return value;
  }

  epsilon(name: string, fallback: number): number {
    return this.number(name, fallback, 0, 1);
  }

  flag(name: string, fallback: boolean): boolean {
    return (this.get(name) ?? fallback) === true;
  }

  activation(name: string, fallback: string): Activation {
    const act = this.get(name) ?? fallback;
    const found = typeof act === 'string' && Object.hasOwn(activations, act) ? activations[act] : undefined;
    if (!found) throw new ModelError('unsupported', `config.json: ${name} ${JSON.stringify(act)} is not supported`);
    return found;
  }

  /** Numbers of a hidden state, and the heads they fall into. */
  heads(hidden: string, hiddenFallback: number, heads: string, headsFallback: number) {
    const [hiddenSize, count] = [this.size(hidden, hiddenFallback, 8192), this.size(heads, headsFallback, 256)];
    if (hiddenSize % count !== 0)
      throw new ModelError('damaged', `config.json: ${hidden} ${hiddenSize} is not divisible by ${heads} ${count}`);
    return { hiddenSize, heads: count };
  }

  /** @throws ModelError `unsupported` where a field is there and has none of these values. */
  requireOneOf(name: string, fallback: unknown, ...allowed: readonly unknown[]): void {
    const value = this.get(name) ?? fallback;
    if (!allowed.includes(value))
      throw new ModelError('unsupported', `config.json: ${name} ${JSON.stringify(value)} is not supported`);
  }
}
