import type { Weights } from '../checkpoint/weights.ts';
import type { Description } from '../description.ts';
import { ModelError } from '../errors.ts';
import { wholeTensor, type Describer, type LinearSource, type Sizes } from './describer.ts';
import type { Fields } from './fields.ts';

/** Which tensors a checkpoint has, by their canonical names. */
export type Tensors = Pick<Weights, 'has'>;

/** Writes the description of a model whose config.json was read and whose tensors these are. @throws ModelError */
export type Describe = (tensors: Tensors) => Description;

/**
 * An architecture: reads config.json at once, the names of the tensors later. @throws ModelError for what it does not
 * know.
 */
export type Architecture = (fields: Fields) => Describe;

/**
 * The first of these tensors that is there. @throws ModelError `unsupported` where none is: such a checkpoint fills no
 * masks.
 */
export function headOf(tensors: Tensors, ...names: readonly string[]): string {
  const found = names.find((name) => tensors.has(name));
  if (found === undefined)
    throw new ModelError(
      'unsupported',
      `The checkpoint has no head that fills masks (no tensor ${names.join(' and no ')})`,
    );
  return found;
}

/** The first of these tensors that is there, or the first, which is then missed by its name. */
const findTensor = (tensors: Tensors, ...names: readonly [string, ...string[]]): string =>
  names.find((name) => tensors.has(name)) ?? names[0];

/** Words that are the decoder as well, with its bias; a decoder of its own comes with `ownDecoder`. */
export function vocabulary(
  tensors: Tensors,
  {
    vocabularySize,
    width,
    words,
    decoder,
    bias,
    tied,
  }: {
    readonly vocabularySize: number;
    readonly width: number;
    readonly words: string;
    readonly decoder: string;
    /** Names the decoder's bias may have; null where it has none. */
    readonly bias: readonly [string, ...string[]] | null;
    readonly tied: boolean;
  },
): { readonly words: LinearSource; readonly ownDecoder: LinearSource | null } {
  const biases = bias && wholeTensor(findTensor(tensors, ...bias), vocabularySize);
  return {
    words: { weight: wholeTensor(words, vocabularySize, width), bias: tied ? biases : null },
    ownDecoder: tied ? null : { weight: wholeTensor(decoder, vocabularySize, width), bias: biases },
  };
}

/** The description so far, as one: what was written down last is the head. */
export function finish(
  describer: Describer,
  sizes: Sizes,
  parts: Pick<Description, 'constants' | 'body' | 'states' | 'nextSentence'> & {
    readonly out: string;
    readonly decoder: string;
  },
): Description {
  const { out, decoder, ...rest } = parts;
  return {
    ...sizes,
    ...rest,
    hidden: rest.states.at(-1)!,
    head: { operations: describer.take(), out, decoder },
    parameters: describer.parameters,
  };
}
