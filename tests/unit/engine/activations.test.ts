import { describe, expect, it } from 'vitest';
import { parseArchitecture } from '../../../src/engine/architectures/index.ts';
import { Fields } from '../../../src/engine/architectures/fields.ts';
import { activationOf } from '../../../src/engine/backends/reference/arithmetic.ts';

/** ACT2FN of transformers 4.57.1 at these places, in float64. */
const PLACES = [-3, -1, -0.25, 0, 0.5, 2, 4];
const gelu = [-0.00405, -0.158655, -0.100323, 0, 0.345731, 1.9545, 3.999873];
const geluTanh = [-0.003637, -0.158808, -0.100325, 0, 0.345714, 1.954598, 3.99993];
const silu = [-0.142278, -0.268941, -0.109456, 0, 0.31123, 1.761594, 3.928055];
const known: Readonly<Record<string, readonly number[]>> = {
  gelu,
  gelu_python: gelu,
  gelu_new: geluTanh,
  gelu_fast: geluTanh,
  gelu_accurate: geluTanh,
  gelu_pytorch_tanh: geluTanh,
  gelu_python_tanh: geluTanh,
  relu: [0, 0, 0, 0, 0.5, 2, 4],
  silu,
  swish: silu,
  tanh: [-0.995055, -0.761594, -0.244919, 0, 0.462117, 0.964028, 0.999329],
};
/** What else transformers has by name. */
const others = 'gelu_10 laplace leaky_relu linear mish prelu quick_gelu relu2 relu6 sigmoid xielu'.split(' ');
const fields = { distilbert: 'activation', modernbert: 'hidden_activation' } as Readonly<Record<string, string>>;

describe('an activation', () => {
  it.each(Object.entries(known))('%s is what transformers calls so', (name, values) => {
    const activation = activationOf[new Fields({ hidden_act: name }).activation('hidden_act', 'gelu')];
    PLACES.forEach((place, i) => expect(activation(place)).toBeCloseTo(values[i]!, 5));
  });

  it.each(['albert', 'bert', 'deberta-v2', 'distilbert', 'electra', 'ernie', 'modernbert', 'roberta'])(
    'that nobody has written is refused by its name, by config.json alone: %s',
    (type) => {
      for (const name of [...others, 'constructor', ''])
        expect(() => parseArchitecture({ model_type: type, [fields[type] ?? 'hidden_act']: name })).toThrow(
          `${fields[type] ?? 'hidden_act'} ${JSON.stringify(name)} is not supported`,
        );
    },
  );
});
